select p.region, count(*) as resources_requested,
  count(*) filter (r.status = 'delivered') as resources_delivered,
  (count(*) filter (r.status = 'delivered'))::double / count(*) as resource_delivery,
  median(coalesce(delivered_on, $today::date) - requested_on) filter (r.status != 'declined') as resource_wait,
  coalesce(sum(hours) filter (kind = 'presales' and r.status = 'delivered'), 0) as presales,
  coalesce(sum(hours) filter (r.status = 'delivered'), 0) as hours
from resources r join placed p on p.id = r.partner
where requested_on between '2025-07-01' and '2026-06-30' group by p.region order by p.region nulls last
