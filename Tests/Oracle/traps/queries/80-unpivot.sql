select id, event, on_day from (
  select id, 'created_on' as event, created_on as on_day, 1 as k from deals union all
  select id, 'closed_on', closed_on, 2 from deals)
where id in (1, 4, 7) order by id, k
