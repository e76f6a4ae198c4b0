select p.id, coalesce(b.two_best, 0) / 100.0 as two_best
from partners p
left join (
  select partner, sum(amount) as two_best
  from (
    select partner, amount,
           row_number() over (partition by partner order by amount desc) as place
    from deals
    where stage = 'won'
  )
  where place <= 2
  group by partner
) b on b.partner = p.id
order by p.id
