select p.name, p.tier, m.name as manager, b.name as boss, p.route, d.name as distributor
from partners p left join managers m on m.id = p.manager left join managers b on b.id = m.reports_to
left join partners d on d.id = p.distributor
where p.name = 'Harbor Digital Partners'
