select t.region, coalesce(sum(amount) filter (stage = 'won'), 0) as won,
       coalesce(sum(amount) filter (stage = 'lost'), 0) as lost, coalesce(sum(amount) filter (stage = 'proposal'), 0) as proposal
from deals d left join partners p on p.id = d.partner left join territories t on t.id = p.territory
group by 1 order by 1 nulls last
