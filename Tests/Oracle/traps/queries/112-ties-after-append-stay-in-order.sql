select id, account from (
  select id, account, 1 as k from deals where stage = 'open' union all
  select id, account, 2 from deals where stage = 'won') order by k, id limit 8
