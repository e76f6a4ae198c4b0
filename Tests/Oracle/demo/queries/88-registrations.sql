with q as (select unnest(['2025-Q3', '2025-Q4', '2026-Q1', '2026-Q2']) as q),
r as (
  select r.*, d.stage, year(decided_on) || '-Q' || quarter(decided_on) as dq,
    year(submitted_on) || '-Q' || quarter(submitted_on) as sq
  from registrations r left join deals d on d.id = r.deal)
select q as quarter,
  (select (count(*) filter (status in ('approved', 'expired')))::double
     / count(*) filter (status in ('approved', 'expired', 'rejected')) from r where dq = q) as registration_approval,
  (select (count(*) filter (stage = 'won'))::double / count(*) from r
     where dq = q and status in ('approved', 'expired')) as registration_conversion,
  (select count(*) from r where sq = q and status = 'pending'
     and submitted_on < $today::date - interval 14 day) as waiting
from q order by q
