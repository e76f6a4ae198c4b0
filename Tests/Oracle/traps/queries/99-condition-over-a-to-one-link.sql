select stage, count(*) filter (p.tier = 'gold') as gold,
       coalesce(sum(amount) filter (p.tier is distinct from 'gold'), 0) as other
from deals d left join partners p on p.id = d.partner group by stage order by stage nulls last
