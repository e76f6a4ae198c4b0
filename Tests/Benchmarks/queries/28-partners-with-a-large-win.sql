-- any order
select tier, type, count(*) as partners
from partners
where id in (
  select partner
  from deals
  where stage = 'won' and amount > 50000
    and closed_on between date '2025-01-01' and date '2025-12-31'
)
group by tier, type
order by tier, type
