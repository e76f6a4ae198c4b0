select p.id, count(d.id) filter (d.amount > p.wallet * 0.1) as n
from partners p left join deals d on d.partner = p.id group by p.id order by p.id
