select p.id, p.name, coalesce(g.now, 0) as now, coalesce(g.before, 0) as before,
       (coalesce(g.now, 0) - coalesce(g.before, 0))::double / nullif(coalesce(g.before, 0), 0)::double
         as growth
from partners p
left join (
  select partner,
         sum(amount) filter (closed_on >= date '2025-01-01') as now,
         sum(amount) filter (closed_on < date '2025-01-01') as before
  from deals
  where stage = 'won' and closed_on between date '2024-01-01' and date '2025-12-31'
  group by partner
) g on g.partner = p.id
order by p.id
