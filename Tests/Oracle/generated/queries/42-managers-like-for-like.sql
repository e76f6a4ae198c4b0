with x as (select p.manager, d.closed_on, d.amount from deals d join partners p on p.id = d.partner where d.stage = 'won'),
     v as (select m.id,
       coalesce(sum(amount) filter (closed_on between '2024-07-01' and '2024-08-31'), 0) as now,
       coalesce(sum(amount) filter (closed_on between '2024-04-01' and '2024-05-31'), 0) as before,
       coalesce(sum(amount) filter (closed_on between '2024-01-01' and '2024-08-31'), 0) as y,
       coalesce(sum(amount) filter (closed_on between '2023-01-01' and '2023-08-31'), 0) as y_ago,
       coalesce(sum(amount) filter (closed_on > '2023-08-31' and closed_on <= '2024-08-31'), 0) as r,
       coalesce(sum(amount) filter (closed_on > '2022-08-31' and closed_on <= '2023-08-31'), 0) as r_ago
      from managers m left join x on x.manager = m.id group by m.id)
select id, now, before, (y - y_ago)::double / nullif(y_ago, 0)::double as year, (r - r_ago)::double / nullif(r_ago, 0)::double as rolling
from v order by id
