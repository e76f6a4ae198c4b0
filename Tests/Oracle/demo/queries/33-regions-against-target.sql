select t.name, (select count(*) from placed p where p.region = t.name) as partners,
       (select sum(amount) from targets g where g.territory = t.id and metric = 'revenue'
          and period in ('2025-Q3', '2025-Q4', '2026-Q1', '2026-Q2')) as planned
from territories t where t.level = 'region' order by t.id
