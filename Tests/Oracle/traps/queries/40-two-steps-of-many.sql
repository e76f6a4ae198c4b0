select t.name, coalesce(sum(d.amount), 0) as total, count(d.id) as n, count(distinct p.id) as partners
from territories t left join partners p on p.territory = t.id left join deals d on d.partner = p.id
group by t.id, t.name order by t.id
