-- within 0.0000001
with p as (
  select region, y.revenue, row_number() over (partition by region order by y.revenue) as place,
         count(*) over (partition by region) as n, (sum(y.revenue) over (partition by region))::double as total
  from yearly y join placed p using (id))
select region, any_value(n) as rows, 0 as left_out, sum(revenue) as total,
       (sum(revenue) filter (place > n - 5))::double / any_value(total) as largest,
       sum((revenue::double / total) ** 2) as hhi, 1 / sum((revenue::double / total) ** 2) as effective,
       2 * sum(place * revenue)::double / (any_value(n) * any_value(total)) - (any_value(n) + 1) / any_value(n)::double as gini
from p group by region order by region
