select m.id, coalesce(sum(d.amount) filter (d.stage = 'won' and p.tier is distinct from 'gold'), 0) as won
from managers m left join partners p on p.manager = m.id left join deals d on d.partner = p.id
group by m.id order by m.id
