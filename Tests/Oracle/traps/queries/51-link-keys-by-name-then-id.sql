select m.name as manager, count(*) as n, m.id from partners p left join managers m on m.id = p.manager
group by m.id, m.name order by m.name nulls last, m.id
