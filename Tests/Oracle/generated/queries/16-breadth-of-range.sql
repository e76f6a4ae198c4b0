select p.name as partner, count(distinct d.product) as products
from deals d join partners p on p.id = d.partner group by p.id, p.name
order by products desc, p.name, p.id limit 10
