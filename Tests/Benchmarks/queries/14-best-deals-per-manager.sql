-- any order
select m.name as manager, d.id, d.amount
from (
  select id, manager, amount
  from deals
  where stage = 'won'
  qualify row_number() over (partition by manager order by amount desc, id) <= 3
) d
left join managers m on m.id = d.manager
order by manager, d.amount desc, d.id
