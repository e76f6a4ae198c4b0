select p.tier, coalesce(sum(d.amount) filter (stage = 'won'), 0) as revenue, count(*) filter (stage = 'won') as n,
       count(distinct d.account) as buyers
from partners p left join deals d on d.partner = p.id group by p.tier
order by coalesce(list_position(['platinum', 'gold', 'silver', 'registered'], p.tier), 9), p.tier nulls last
