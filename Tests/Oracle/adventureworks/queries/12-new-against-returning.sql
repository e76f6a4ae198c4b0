with f as (select ResellerKey, min(OrderDate) as first_on from sales group by 1),
g as (
  select date_trunc('quarter', OrderDate) as q,
         coalesce(sum(SalesAmount) filter (date_trunc('quarter', first_on) = date_trunc('quarter', OrderDate)), 0) as new,
         sum(SalesAmount) as all_of_it
  from sales join f using (ResellerKey) group by 1)
select year(g.q) || '-Q' || quarter(g.q) as q, new, all_of_it, new::double / all_of_it::double as part,
       lag(all_of_it) over (order by g.q) as before
from g order by g.q
