with r as (
  select region, coalesce(sum(amount) filter (won_on between '2026-01-01' and $today::date), 0) as now,
         coalesce(sum(amount) filter (won_on between '2025-01-01' and date '2025-08-19'), 0) as before
  from opportunities group by region)
select region, now, before, (now - before)::double / nullif(before, 0)::double as growth from r order by region
