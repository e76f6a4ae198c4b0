-- any order
with won as (
  select manager, year(closed_on) * 12 + month(closed_on) - 1 as m, sum(amount) as revenue
  from deals
  where stage = 'won'
  group by manager, m
)
select manager, (m // 12) || '-' || lpad((m % 12 + 1)::varchar, 2, '0') as month, revenue,
       revenue - lag(revenue) over of_manager as change,
       sum(revenue) over (of_manager rows unbounded preceding) as so_far
from won
window of_manager as (partition by manager order by m)
order by manager, m
