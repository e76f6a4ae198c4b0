with m as (
  select m.*, (select sum(weight) from partners p where p.manager = m.id) as load,
    coalesce(capacity_min, case role when 'pam' then 3 when 'tpam' then 10 when 'cam' then 20 end) as span_min,
    coalesce(capacity_max, case role when 'pam' then 4 when 'tpam' then 20 when 'cam' then 30 end) as capacity
  from managers m),
p as (
  select p.*, m.annual_cost * p.weight::double / m.load::double as cost,
    p.route = 'direct' and p.status = 'active'
      and y.revenue * 0.08 + 2000 < m.annual_cost * p.weight::double / m.load::double as hands_over
  from partners p join m on m.id = p.manager join yearly y on y.id = p.id)
select m.name, m.load, m.span_min, m.capacity,
  case when m.load < m.span_min then 'under' when m.load > m.capacity then 'over' else 'within' end as span_verdict,
  ceil(m.load::double / m.capacity)::bigint as heads_needed, sum(p.cost)::double as coverage_cost,
  count(*) filter (hands_over) as handed_over, coalesce(sum(p.cost) filter (hands_over), 0)::double as saved
from m join p on p.manager = m.id group by all order by m.name
