with x as (select p.manager, p.tier, d.closed_on, d.amount from deals d join partners p on p.id = d.partner where d.stage = 'won'),
     v as (select m.id,
       coalesce(sum(amount) filter (closed_on between '2024-07-01' and '2024-12-31'), 0) as h2,
       coalesce(sum(amount) filter (closed_on between '2023-07-01' and '2023-12-31'), 0) as h2_ago,
       coalesce(sum(amount) filter (closed_on between '2024-01-01' and '2024-06-30'), 0) as h1,
       coalesce(sum(amount) filter (year(closed_on) = 2024), 0) as y24,
       coalesce(sum(amount) filter (year(closed_on) = 2023), 0) as y23,
       coalesce(sum(amount) filter (year(closed_on) = 2023 and tier = 'gold'), 0) as gold
      from managers m left join x on x.manager = m.id group by m.id)
select id, (h2 - h2_ago)::double / nullif(h2_ago, 0)::double as yoy, h2 as half, h1 as half_before, gold,
       (y24 - y23)::double / nullif(y23, 0)::double as grown
from v order by id
