with p as (
  select p.*, p.status = 'active' and p.manager is not null as cared,
    coalesce((select max(done_on) from touchpoints t where t.partner = p.id and kind = 'qbr'), joined_on) as qbr,
    coalesce((select max(done_on) from touchpoints t where t.partner = p.id and kind = 'checkin'), joined_on) as checkin,
    case tier when 'platinum' then 3 when 'gold' then 3 when 'silver' then 6 else 12 end as qm,
    case tier when 'platinum' then 1 when 'gold' then 1 when 'silver' then 3 else 6 end as cm
  from partners p),
d as (
  select *, case when cared then (qbr + to_months(qm))::date end as qdue,
    case when cared then (checkin + to_months(cm))::date end as cdue from p)
select tier, count(*) filter (cared) as cared_for, count(*) filter (qdue < $today::date) as overdue_qbrs,
  max(greatest(0, $today::date - qdue)) filter (qdue is not null) as worst_qbr,
  count(*) filter (cdue < $today::date) as overdue_checkins,
  max(greatest(0, $today::date - cdue)) filter (cdue is not null) as worst_checkin
from d group by tier order by list_position(['platinum', 'gold', 'silver', 'registered'], tier)
