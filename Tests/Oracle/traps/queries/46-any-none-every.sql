select p.id, exists (from deals d where d.partner = p.id and stage = 'won') as a,
       not exists (from qbrs q where q.partner = p.id) as n,
       not exists (from deals d where d.partner = p.id and not coalesce(amount > 0, false)) as e
from partners p order by p.id
