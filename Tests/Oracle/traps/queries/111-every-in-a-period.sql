select p.id, coalesce(bool_and(coalesce(d.amount > 1000, false)) filter (year(d.created_on) = 2024), true) as e
from partners p left join deals d on d.partner = p.id group by p.id order by p.id
