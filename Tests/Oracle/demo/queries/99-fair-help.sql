with p as (
  select p.*,
    coalesce((select sum(hours) from resources r where r.partner = p.id and r.status = 'delivered'
      and delivered_on between '2025-07-01' and '2026-06-30'), 0) as help_received,
    coalesce((select sum(amount) from mdf_claims c where c.partner = p.id
      and paid_on between '2025-07-01' and '2026-06-30'), 0) as funds_received,
    (select count(*) from enrolments e where e.partner = p.id and since_on <= $today::date
      and (until_on is null or until_on >= $today::date)) as program_count
  from partners p where status = 'active' and tier in ('gold', 'silver'))
select id, name, help_received, funds_received, program_count,
  count(*) over (partition by type, tier) as peers,
  median(help_received) over (partition by type, tier) as usual,
  help_received::double / nullif(median(help_received) over (partition by type, tier), 0) as against
from p order by id
