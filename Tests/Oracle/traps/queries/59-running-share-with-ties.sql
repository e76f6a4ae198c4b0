select id, (sum(amount) over w)::double / (sum(amount) over (partition by stage))::double as r,
       (sum(amount) over w - amount)::double / (sum(amount) over (partition by stage))::double as above
from deals where amount > 0
window w as (partition by stage order by amount desc, id rows unbounded preceding)
order by id
