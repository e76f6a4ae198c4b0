select c.side, m.name as manager, count(*) as due, count(*) filter (c.done_on <= c.due_on) as on_time,
       count(*) filter (c.done_on > c.due_on) as late, count(*) filter (c.done_on is null) as never,
       avg(c.done_on - c.due_on) filter (c.done_on > c.due_on) as days_late,
       (count(*) filter (c.done_on <= c.due_on))::double / count(*) as kept
from commitments c join partners p on p.id = c.partner left join managers m on m.id = p.manager
where c.due_on between '2025-07-01' and '2026-06-30'
group by c.side, m.id, m.name order by list_position(['vendor', 'partner'], c.side), m.name nulls last
