with recursive months(month) as (
  select '2021-01' union all
  select strftime('%Y-%m', month || '-01', '+1 month') from months where month < '2025-12'
), days as (
  select stage, closed_on, sum(amount) as amount, count(*) as deals
  from deals
  where stage in ('won', 'lost') and closed_on between '2021-01-01' and '2025-12-31'
  group by stage, closed_on
), found as (
  select substr(closed_on, 1, 7) as month, sum(amount) filter (where stage = 'won') as revenue,
         sum(deals) filter (where stage = 'won') as won, sum(deals) as decided
  from days
  group by 1
)
select m.month, coalesce(f.revenue, 0) / 100.0 as won_revenue, coalesce(f.won, 0) as won_deals,
       cast(coalesce(f.won, 0) as real) / f.decided as win_rate
from months m
left join found f on f.month = m.month
order by m.month
