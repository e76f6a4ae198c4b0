select year(closed_on) || '-Q' || quarter(closed_on) as q, count(*) as n, coalesce(sum(amount), 0) as total
from deals group by 1 order by 1 nulls last
