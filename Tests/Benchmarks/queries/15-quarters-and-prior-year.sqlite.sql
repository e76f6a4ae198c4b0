with recursive spine(q) as (
  select 2022 * 4 union all select q + 1 from spine where q < 2026 * 4 - 1
), days as (
  select closed_on, sum(amount) as revenue
  from deals
  where stage = 'won' and closed_on between '2021-01-01' and '2025-12-31'
  group by closed_on
), won as (
  select substr(closed_on, 1, 4) * 4 + (substr(closed_on, 6, 2) + 2) / 3 - 1 as q,
         sum(revenue) as revenue
  from days
  group by 1
)
select (s.q / 4) || '-Q' || (s.q % 4 + 1) as quarter, coalesce(now.revenue, 0) / 100.0 as won,
       coalesce(before.revenue, 0) / 100.0 as year_before,
       cast(coalesce(now.revenue, 0) - coalesce(before.revenue, 0) as real)
         / nullif(coalesce(before.revenue, 0), 0) as growth
from spine s
left join won now on now.q = s.q
left join won before on before.q = s.q - 4
order by s.q
