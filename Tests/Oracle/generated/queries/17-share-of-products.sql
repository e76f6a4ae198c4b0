select p.name as product, sum(amount) as revenue, sum(amount)::double / (select sum(amount) from deals where stage = 'won')::double as part,
       (select count(*) from deals where stage = 'won') as n
from deals d join products p on p.id = d.product where stage = 'won' group by p.name order by p.name
