select id, stage, row_number() over (order by amount desc, id) as n,
       row_number() over w as k, lag(amount) over w as before, sum(amount) over (w rows unbounded preceding) as so_far
from deals where amount is not null
window w as (partition by stage order by amount desc, id)
order by amount desc, id
