select p.name as partner, count(distinct d.product) as products
from deals d left join partners p on p.id = d.partner group by p.id, p.name
order by products desc, p.name nulls last, p.id limit 10
