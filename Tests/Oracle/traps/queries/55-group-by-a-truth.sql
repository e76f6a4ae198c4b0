select coalesce(amount >= 10000, false) as big, strftime(created_on, '%Y') as year, count(*) as n,
       coalesce(sum(amount), 0) as total
from deals group by 1, 2 order by 1, 2
