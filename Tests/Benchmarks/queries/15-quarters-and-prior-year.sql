-- Quarters are numbered while grouping; one scan serves both years.
with won as (
  select year(closed_on) * 4 + quarter(closed_on) - 1 as q, sum(amount) as revenue
  from deals
  where stage = 'won' and closed_on between date '2021-01-01' and date '2025-12-31'
  group by q
)
select (s.q // 4) || '-Q' || (s.q % 4 + 1) as quarter, coalesce(now.revenue, 0) as won,
       coalesce(before.revenue, 0) as year_before,
       (coalesce(now.revenue, 0) - coalesce(before.revenue, 0))::double
         / nullif(coalesce(before.revenue, 0), 0)::double as growth
from range(2022 * 4, 2026 * 4) as s(q)
left join won now on now.q = s.q
left join won before on before.q = s.q - 4
order by s.q
