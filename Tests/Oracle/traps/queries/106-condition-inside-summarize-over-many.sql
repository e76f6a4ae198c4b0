select level, count(*) filter (not exists (from partners p join deals d on d.partner = p.id where p.territory = t.id)) as silent,
       count(*) as n, count(*) filter (not exists (from partners p where p.territory = t.id)) as empty
from territories t group by level order by list_position(['region', 'territory'], level)
