select m.id, m.name, count(distinct p.id) as partners,
       coalesce(sum(d.amount) filter (d.stage not in ('won', 'lost')), 0) as open,
       count(d.id) filter (d.stage = 'won') as won, count(distinct d.account) as accounts
from managers m left join partners p on p.manager = m.id left join deals d on d.partner = p.id
group by m.id, m.name order by m.id
