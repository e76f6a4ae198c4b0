select p.name, p.tier, d.name as distributor, s.name as supplier, m.name as manager, b.name as boss
from partners p join partners d on d.id = p.distributor left join partners s on s.id = d.distributor
left join managers m on m.id = p.manager left join managers b on b.id = m.reports_to
order by d.name, d.id, p.name, p.id
