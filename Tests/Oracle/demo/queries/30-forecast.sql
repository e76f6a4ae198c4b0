select *, (won + expected)::double / planned::double as attained from (
select m.name, m.role,
       coalesce((select sum(amount) from opportunities d where d.manager = m.id and won_on between '2026-07-01' and $today::date), 0) as won,
       coalesce((select sum(amount * fraction(probability)) from opportunities d
                 where d.manager = m.id and d.is_open and close_by between '2026-07-01' and '2026-09-30'), 0) as expected,
       (select sum(amount) from targets t where t.manager = m.id and metric = 'revenue' and period = '2026-Q3') as planned
from managers m where exists (from targets t where t.manager = m.id) ) order by name
