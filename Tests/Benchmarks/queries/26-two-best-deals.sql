select p.id, coalesce(b.two_best, 0) as two_best
from partners p
left join (
  select partner, list_sum(max(amount, 2)) as two_best
  from deals
  where stage = 'won'
  group by partner
) b on b.partner = p.id
order by p.id
