select p.id, coalesce(sum(d.amount), 0) as two
from partners p left join (
  select * from deals where stage = 'won'
  qualify row_number() over (partition by partner order by amount desc, id) <= 2) d on d.partner = p.id
group by p.id order by p.id
