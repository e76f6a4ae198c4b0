select tier, count(*) as n from partners group by tier
order by coalesce(list_position(['platinum', 'gold', 'silver', 'registered'], tier), 9), tier nulls last
