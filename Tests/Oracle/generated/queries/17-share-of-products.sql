select product, sum(amount) as revenue, sum(amount)::double / (select sum(amount) from deals where stage = 'won')::double as part,
       (select count(*) from deals where stage = 'won') as n
from deals where stage = 'won' group by product order by product
