select stage, sum(amount) as total, sum(amount)::double / (select sum(amount) from deals where amount > 0)::double as part
from deals where amount > 0 group by stage order by stage nulls last
