with p as (
  select p.*, case when status = 'terminated' then
    (select max(to_on) from assignments a where a.partner = p.id) end as left_on
  from partners p)
select route,
  count(*) filter (joined_on <= date '2025-08-19' and left_on > date '2025-08-19')
    / nullif(count(*) filter (joined_on <= date '2025-08-19'
        and (status != 'terminated' or left_on > date '2025-08-19')), 0)::double as partner_churn,
  count(left_on) as "left"
from p group by route order by list_position(['direct', 'distribution'], route)
