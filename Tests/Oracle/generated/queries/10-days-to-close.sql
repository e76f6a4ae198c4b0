select product, stage, avg(closed_on - created_on) as mean, median(closed_on - created_on) as middle,
       max(closed_on - created_on) as longest
from deals where closed_on is not null group by product, stage
order by product, list_position(['open', 'won', 'lost'], stage)
