with a as (
  select revenue, sum(revenue) over (order by revenue desc, id rows unbounded preceding) - revenue as above,
         sum(revenue) over () as total from yearly)
select case when revenue = 0 then 'tail' when above * 100 < total * 80 then 'contributor'
            when above * 100 < total * 95 then 'potential' else 'tail' end as standing,
       count(*) as partners, sum(revenue) as revenue
from a group by 1 order by 1
