select p.tier, count(*) filter (stage = 'open') as open, count(*) filter (stage = 'won') as won,
       count(*) filter (stage = 'lost') as lost
from deals d left join partners p on p.id = d.partner where stage is not null group by p.tier
order by coalesce(list_position(['platinum', 'gold', 'silver', 'registered'], p.tier), 9), p.tier nulls last
