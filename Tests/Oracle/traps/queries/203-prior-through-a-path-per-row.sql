with v as (
  select p.id, coalesce(sum(amount) filter (stage = 'won' and closed_on between '2024-07-01' and '2024-12-31'), 0) as now,
         coalesce(sum(amount) filter (stage = 'won' and closed_on between '2024-01-01' and '2024-06-30'), 0) as before,
         count(d.id) filter (stage is distinct from 'open' and closed_on between '2024-07-01' and '2024-09-30') as decided
  from partners p left join deals d on d.partner = p.id group by p.id)
select id, now, before, (now - before)::double / nullif(before, 0)::double as grown, null::decimal as never, decided
from v order by id
