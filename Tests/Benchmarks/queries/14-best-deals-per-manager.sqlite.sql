select m.name as manager, d.id, d.amount / 100.0 as amount
from (
  select id, manager, amount,
         row_number() over (partition by manager order by amount desc, id) as place
  from deals
  where stage = 'won'
) d
left join managers m on m.id = d.manager
where d.place <= 3
