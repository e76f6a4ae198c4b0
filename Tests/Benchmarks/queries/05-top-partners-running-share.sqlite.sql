with won as (
  select partner, sum(amount) as revenue
  from deals
  where stage = 'won' and partner is not null
  group by partner
), ranked as (
  select partner, revenue,
         sum(revenue) over () as total,
         sum(revenue) over (order by revenue desc, partner rows unbounded preceding) as running
  from won
)
select p.id, p.name, r.revenue / 100.0 as revenue,
       cast(r.revenue as real) / r.total as part,
       cast(r.running as real) / r.total as running
from ranked r
join partners p on p.id = r.partner
order by r.revenue desc, p.id
limit 100
