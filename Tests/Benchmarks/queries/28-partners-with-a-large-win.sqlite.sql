select tier, type, count(*) as partners
from partners
where id in (
  select partner
  from deals
  where stage = 'won' and amount > 5000000 and closed_on between '2025-01-01' and '2025-12-31'
)
group by tier, type
