with won as (
  select manager, substr(closed_on, 1, 7) as month, sum(amount) as revenue
  from deals
  where stage = 'won'
  group by manager, month
)
select manager, month, revenue / 100.0 as revenue,
       (revenue - lag(revenue) over of_manager) / 100.0 as change,
       sum(revenue) over (of_manager rows unbounded preceding) / 100.0 as so_far
from won
window of_manager as (partition by manager order by month)
