select r.name as product, avg(amount::double) filter (stage = 'lost') as lost, avg(amount::double) filter (stage = 'won') as won
from deals d left join products r on r.id = d.product where stage is not null group by r.id, r.name
order by r.name nulls last
