select t.id, t.name, (select count(*) from partners p where p.territory = t.id) as partners,
       (select count(*) from managers m where m.territory = t.id) as managers,
       (select count(*) from deals d join partners p on p.id = d.partner where p.territory = t.id) as deals,
       (select max(amount) from deals d join partners p on p.id = d.partner where p.territory = t.id) as largest
from territories t order by t.id
