select strftime(m, '%Y-%m') as month, revenue, sum(revenue) over w as so_far, lag(revenue) over w as before,
       row_number() over w as number
from (select date_trunc('month', closed_on) as m, sum(amount) as revenue from deals where stage = 'won' group by 1)
window w as (order by m) order by m
