with a as (
  select revenue, sum(revenue) over (order by revenue desc, id rows unbounded preceding) - revenue as above,
         sum(revenue) over () as total from yearly)
select case when revenue = 0 then '3 tail' when above * 100 < total * 80 then '1 contributors'
            when above * 100 < total * 95 then '2 potentials' else '3 tail' end as part,
       count(*) as partners, sum(revenue) as revenue
from a group by 1 order by 1
