with p as (
  select p.*, case when status = 'terminated' then a.last end as left_on
  from placed p left join (select partner, max(to_on) as last from assignments group by 1) a on a.partner = p.id)
select region, count(*) filter (joined_on < '2026-04-01' and coalesce(left_on >= '2026-04-01', true)) as at_start,
       count(*) filter (joined_on between '2026-04-01' and '2026-06-30') as joined,
       count(*) filter (left_on between '2026-04-01' and '2026-06-30') as left,
       count(*) filter (joined_on <= '2026-06-30' and coalesce(left_on > '2026-06-30', true)) as at_end
from p where joined_on is not null and (status != 'terminated' or left_on is not null) group by region order by region
