select p.id, min(d.created_on) as first, max(d.closed_on) as last, count(d.id) filter (d.closed_on is null) as open,
       max(d.amount) filter (d.stage = 'won' and d.created_on between '2024-01-01' and '2024-06-30') as best
from partners p left join deals d on d.partner = p.id group by p.id order by p.id
