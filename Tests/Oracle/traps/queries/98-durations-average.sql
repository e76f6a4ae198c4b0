select stage, avg(closed_on - created_on) as mean, median(closed_on - created_on) as mid,
       coalesce(sum(closed_on - created_on), 0) as all_days
from deals group by stage order by stage nulls last
