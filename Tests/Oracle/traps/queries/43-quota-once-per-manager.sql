with p as (
  select p.id, t.region, m.id as manager, m.quota from partners p
  left join territories t on t.id = p.territory left join managers m on m.id = p.manager)
select region, (select coalesce(sum(quota), 0) from (select distinct region as r, manager, quota from p) x
                where x.r is not distinct from p.region) as each,
       coalesce(sum(quota), 0) as rows, count(distinct manager) as n
from p group by region order by region nulls last
