select id, amount::double / (sum(amount) over (partition by stage))::double as s,
       amount::double / (sum(amount) over ())::double as all_of_it
from deals where amount > 0 order by id
