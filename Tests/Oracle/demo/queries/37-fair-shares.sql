with s as (
  select p.type, coalesce((select sum(hours) from resources r where r.partner = p.id and requested_on between '2025-07-01' and '2026-06-30'), 0) as hours,
         (select count(*) from enrolments e where e.partner = p.id and (until_on is null or until_on > $today::date)) as enrolled,
         y.revenue
  from partners p join yearly y using (id) where p.status = 'active' and p.tier = 'silver')
select type, count(*) as partners, min(hours)::bigint as least_help, median(hours) as usual, max(hours)::bigint as most,
       count(*) filter (hours = 0) as without, avg(enrolled) as programs, sum(revenue) as revenue
from s group by type
order by list_position(['reseller', 'var', 'si', 'msp', 'distributor', 'isv', 'referral'], type)
