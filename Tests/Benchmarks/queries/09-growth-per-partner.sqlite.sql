select p.id, p.name, coalesce(g.now, 0) / 100.0 as now, coalesce(g.before, 0) / 100.0 as before,
       cast(coalesce(g.now, 0) - coalesce(g.before, 0) as real) / nullif(coalesce(g.before, 0), 0)
         as growth
from partners p
left join (
  select partner,
         sum(amount) filter (where closed_on >= '2025-01-01') as now,
         sum(amount) filter (where closed_on < '2025-01-01') as before
  from deals
  where stage = 'won' and closed_on between '2024-01-01' and '2025-12-31'
  group by partner
) g on g.partner = p.id
order by p.id
