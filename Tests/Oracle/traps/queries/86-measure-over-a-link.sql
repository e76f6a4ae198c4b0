select p.id, coalesce(sum(amount) filter (stage = 'won'), 0) as revenue
from partners p left join deals d on d.partner = p.id group by p.id order by p.id
