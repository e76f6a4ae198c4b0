select t.region, sum(d.revenue) / 100.0 as revenue
from (
  select partner, sum(amount) as revenue
  from deals
  where stage = 'won'
  group by partner
) d
left join partners p on p.id = d.partner
left join territories t on t.id = p.territory
group by t.region
order by t.region nulls last
