-- within 0.01
with w as (
  select p.*, y.revenue,
    (select coalesce(sum(amount) filter (source = 'partner'), 0)::double / nullif(sum(amount), 0)::double from deals d
       where d.partner = p.id and created_on between '2025-07-01' and '2026-06-30') as own,
    (select count(*) filter (vendor_assisted = 'no') / nullif(count(*), 0)::double from opportunities d
       where d.partner = p.id and won_on between '2025-07-01' and '2026-06-30') as alone,
    (select count(*) filter (expires_on >= $today::date) / nullif(count(*) filter (expires_on >= $today::date
         or completed_on is null and assigned_on > date '2025-08-19' and assigned_on <= $today::date), 0)::double
       from certifications c where c.partner = p.id and required) as certified,
    (select count(*) filter (done_on <= due_on) / nullif(count(*), 0)::double from commitments c
       where c.partner = p.id and side = 'partner' and due_on between '2025-07-01' and '2026-06-30') as kept,
    (select count(*) filter (worked_on - created_on <= 10) / nullif(count(*), 0)::double from leads l
       where l.partner = p.id and created_on between '2025-07-01' and '2026-06-30') as followed,
    (select count(*) from mdf_claims c join mdf_requests r on r.id = c.request join campaigns k on k.id = r.campaign
       where c.partner = p.id and c.proven and k.ended_on between '2025-07-01' and '2026-06-30')
      / (select nullif(count(*), 0)::double from mdf_requests r join campaigns k on k.id = r.campaign
         where r.partner = p.id and r.status = 'approved' and k.ended_on between '2025-07-01' and '2026-06-30') as proven,
    (select count(completed_on) / nullif(count(*), 0)::double from certifications c
       where c.partner = p.id and required and assigned_on between '2025-07-01' and '2026-06-30') as learned,
    (select coalesce(sum(amount), 0) from targets t where t.partner = p.id and metric = 'revenue'
       and period in ('2025-Q3', '2025-Q4', '2026-Q1', '2026-Q2')) as plan,
    (select coalesce(sum(hours), 0) from touchpoints t where t.partner = p.id
       and done_on between '2025-07-01' and '2026-06-30') as hours,
    (select coalesce(sum(amount), 0) from mdf_claims c where c.partner = p.id
       and paid_on between '2025-07-01' and '2026-06-30') as money,
    (select count(*) from leads l where l.partner = p.id and created_on between '2025-07-01' and '2026-06-30') as given
  from partners p join yearly y using (id)),
j as (
  select *, (own is not null)::int + (alone is not null)::int + (certified is not null)::int as sn,
    (coalesce(own, 0) + coalesce(alone, 0) + coalesce(certified, 0)) / nullif(sn, 0) as s,
    (kept is not null)::int + (followed is not null)::int + (proven is not null)::int + (learned is not null)::int as cn,
    (coalesce(kept, 0) + coalesce(followed, 0) + coalesce(proven, 0) + coalesce(learned, 0)) / nullif(cn, 0) as c,
    (hours::double / (sum(hours) over ())::double + money::double / (sum(money) over ())::double
      + given::double / (sum(given) over ())::double) / 3
      / nullif(revenue::double / (sum(revenue) over ())::double, 0) as u
  from w)
select case when joined_on is null or joined_on > date '2026-02-19' or sn < 2 or cn < 2 then 'unrated'
            when s >= 0.7 and plan > 0 and revenue::double / plan::double >= 1 then 'achiever'
            when c >= 0.6 then 'believer'
            when u > 1 or revenue = 0 and hours + given > 0 then 'deceiver' else 'dormant' end as class,
       count(*) as partners, sum(revenue) as revenue, sum(plan) as planned, count(*) filter (growth_plan) as growing
from j group by 1 order by 1
