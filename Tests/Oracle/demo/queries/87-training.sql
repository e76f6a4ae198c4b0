with latest as (
  select c.*, row_number() over (partition by person, partner, course order by assigned_on desc) as n,
    max(assigned_on) over (partition by person, partner, course) as newest
  from certifications c)
select p.region, p.tier,
  (count(*) filter (required and completed_on is not null and (expires_on is null or expires_on >= $today::date)))::double
    / nullif(count(*) filter (required), 0) as training_completion,
  count(*) filter (required) as required,
  count(*) filter (required and completed_on is not null and (expires_on is null or expires_on >= $today::date)) as valid
from placed p left join latest c on c.partner = p.id and c.assigned_on = c.newest
group by p.region, p.tier
order by p.region nulls last, list_position(['platinum', 'gold', 'silver', 'registered'], p.tier)
