select m.name, m.role, t.region, count(p.id) as n, sum(p.weight) as load, m.capacity_min, m.capacity_max as capacity,
       case when count(p.id) < m.capacity_min then 'under' when count(p.id) > m.capacity_max then 'over' else 'within' end as verdict,
       ceil(count(p.id) / m.capacity_max)::bigint as heads
from managers m join partners p on p.manager = m.id left join territories t on t.id = m.territory
group by m.id, m.name, m.role, t.region, m.capacity_min, m.capacity_max order by list_position(['cam', 'pam', 'tpam'], m.role), m.name
