select p.region, count(*) as asked, sum(r.hours) as hours, count(*) filter (r.status = 'delivered') as delivered,
       count(*) filter (r.status = 'declined') as declined, count(*) filter (r.status = 'requested') as open,
       avg(r.delivered_on - r.requested_on) as days, max(r.delivered_on - r.requested_on) as longest
from resources r join placed p on p.id = r.partner
where r.requested_on > date '2025-08-19' and r.requested_on <= $today::date
group by p.region order by p.region
