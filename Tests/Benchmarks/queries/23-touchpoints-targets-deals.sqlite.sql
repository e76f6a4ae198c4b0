select p.id, coalesce(v.visits, 0) as visits, coalesce(v.hours, 0) as hours,
       t.plan / 100.0 as plan, coalesce(d.won, 0) / 100.0 as won,
       cast(coalesce(d.won, 0) as real) / t.plan as part
from partners p
join (
  select partner, sum(amount) as plan
  from targets
  where metric = 'revenue' and period between '2025-Q1' and '2025-Q4'
  group by partner
  having plan > 0
) t on t.partner = p.id
left join (
  select partner, count(*) as visits, sum(hours) as hours
  from touchpoints
  where done_on between '2025-01-01' and '2025-12-31'
  group by partner
) v on v.partner = p.id
left join (
  select partner, sum(amount) as won
  from deals
  where stage = 'won' and closed_on between '2025-01-01' and '2025-12-31'
  group by partner
) d on d.partner = p.id
order by p.id
