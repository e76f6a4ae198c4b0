with q as (
  select year(closed_on) || '-Q' || quarter(closed_on) as quarter, sum(amount) as revenue
  from deals where partner = 60 and stage = 'won' and closed_on between '2025-07-01' and '2026-06-30'
  group by 1)
select q.quarter, q.revenue, t.amount as planned, q.revenue::double / t.amount::double as attained
from q join targets t on t.partner = 60 and t.metric = 'revenue' and t.period = q.quarter order by 1
