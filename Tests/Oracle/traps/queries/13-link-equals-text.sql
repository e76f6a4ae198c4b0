select p.id from partners p join managers m on m.id = p.manager where m.name = 'Ana Stone'
order by p.id
