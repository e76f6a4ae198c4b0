select p.id, p.name, coalesce(g.deals, 0) as deals, coalesce(g.total, 0) / 100.0 as total,
       coalesce(g.open, 0) as open, coalesce(g.won, 0) as won, coalesce(g.lost, 0) as lost,
       coalesce(g.revenue, 0) / 100.0 as revenue, g.average / 100.0 as average,
       g.smallest / 100.0 as smallest, g.largest / 100.0 as largest, g.first, g.latest,
       coalesce(g.own, 0) / 100.0 as own
from partners p
left join (
  select partner, count(*) as deals, sum(amount) as total,
         count(*) filter (where stage not in ('won', 'lost')) as open,
         count(*) filter (where stage = 'won') as won,
         count(*) filter (where stage = 'lost') as lost,
         sum(amount) filter (where stage = 'won') as revenue, avg(amount) as average,
         min(amount) as smallest, max(amount) as largest, min(created_on) as first,
         max(closed_on) as latest, sum(amount) filter (where source = 'partner') as own
  from deals
  group by partner
) g on g.partner = p.id
order by p.id
