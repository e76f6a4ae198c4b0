with p as (select p.id, (select count(*) from deals x where x.partner = p.id) as size from partners p)
select d.partner is not null as known, count(*) as n,
       (select avg(size) from p where known and id in (select partner from deals)) as size
from deals d group by known order by known
