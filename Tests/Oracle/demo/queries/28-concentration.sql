with s as (
  select p.region, y.revenue::double / (sum(y.revenue) over (partition by p.region))::double as part
  from yearly y join placed p using (id) where y.revenue > 0)
select region, count(*) as partners, sum(part * part) as hhi, max(part) as biggest, 1 / sum(part * part) as effective
from s group by region order by region
