select p.id from partners p left join managers m on m.id = p.manager
order by m.name nulls last, m.id nulls last,
  case when tier is null then 1 else 0 end,
  coalesce(list_position(['platinum', 'gold', 'silver', 'registered'], tier), 9) desc, tier desc, p.id
