select strftime(m.month, '%Y-%m') as month, coalesce(g.revenue, 0) as won_revenue,
       coalesce(g.won, 0) as won_deals, g.won::double / g.decided as win_rate
from generate_series(date '2021-01-01', date '2025-12-01', interval 1 month) as m(month)
left join (
  select date_trunc('month', closed_on) as month,
         sum(amount) filter (stage = 'won') as revenue,
         count(*) filter (stage = 'won') as won,
         nullif(count(*) filter (stage in ('won', 'lost')), 0) as decided
  from deals
  where closed_on between date '2021-01-01' and date '2025-12-31'
  group by 1
) g on g.month = m.month
order by m.month
