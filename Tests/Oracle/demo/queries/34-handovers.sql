select p.name as partner, m.name as manager, a.role, a.from_on, a.to_on, coalesce(a.to_on, $today::date) - a.from_on as days
from assignments a join partners p on p.id = a.partner join managers m on m.id = a.manager
where (select count(*) from assignments x where x.partner = a.partner) > 1
order by p.name, p.id, a.from_on, a.id limit 40
