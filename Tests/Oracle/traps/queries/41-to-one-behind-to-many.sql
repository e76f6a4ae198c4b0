select m.id, count(distinct r.line) as lines, max(r.list_price) as dear, count(distinct r.id) as products
from managers m left join partners p on p.manager = m.id left join deals d on d.partner = p.id
left join products r on r.id = d.product
group by m.id order by m.id
