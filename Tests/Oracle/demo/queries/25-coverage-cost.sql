with l as (select manager, sum(weight) as load from partners group by 1),
c as (
  select p.tier, p.manager, y.revenue, (m.annual_cost * p.weight)::double / l.load::double as cost
  from partners p join yearly y using (id) join managers m on m.id = p.manager join l on l.manager = p.manager
  where p.route = 'direct')
select c.tier, m.name as manager, count(*) as partners, sum(revenue) as revenue, sum(cost) as cost
from c join managers m on m.id = c.manager where c.cost > c.revenue::double * 0.1
group by c.tier, m.id, m.name order by list_position(['platinum', 'gold', 'silver', 'registered'], c.tier), m.name
