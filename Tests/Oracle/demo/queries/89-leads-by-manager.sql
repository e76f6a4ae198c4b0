with l as (
  select l.*, p.manager as m, l.direction = 'to_partner' and l.partner is not null as given
  from leads l left join partners p on p.id = l.partner
  where l.created_on between '2025-07-01' and '2026-06-30')
select m.name as manager, count(*) as leads_in, count(*) filter (given) as leads_given,
  (count(*) filter (given and accepted_on is not null))::double / nullif(count(*) filter (given), 0) as lead_acceptance,
  (count(*) filter (given and worked_on - created_on <= 10))::double / nullif(count(*) filter (given), 0) as lead_follow_up,
  count(*) filter (worked_on is null and status in ('new', 'accepted')
    and created_on < $today::date - interval 10 day) as late,
  median(accepted_on - created_on) filter (given) as days_to_accept,
  median(worked_on - accepted_on) filter (given) as days_to_work
from l left join managers m on m.id = l.m group by m.id, m.name order by m.name nulls last, m.id
