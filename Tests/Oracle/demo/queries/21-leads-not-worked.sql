select m.name as manager, count(*) as leads, count(*) filter (l.partner is null) as unassigned, min(l.created_on) as oldest
from leads l left join partners p on p.id = l.partner left join managers m on m.id = p.manager
where l.worked_on is null and l.status in ('new', 'accepted')
  and l.created_on between $today::date - 120 and $today::date - 14
group by m.id, m.name order by m.name nulls last
