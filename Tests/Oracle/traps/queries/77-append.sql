select id, amount from (
  select id, amount, 1 as k from deals where amount < 0 union all
  select id, amount, 2 from deals where stage = 'open') order by k, id
