with p as (
  select p.*, (select max(started_on) from campaigns c where c.partner = p.id and c.kind in ('through', 'with')) as campaign,
    greatest(coalesce((select max(closed_on) from deals d where d.partner = p.id and d.stage = 'won'), date '1900-01-01'),
      coalesce((select max(done_on) from touchpoints t where t.partner = p.id), date '1900-01-01')) as sign
  from placed p),
lead as (
  select l.campaign, d.amount, row_number() over (partition by l.deal order by l.id) as n
  from leads l join deals d on d.id = l.deal
  where d.stage = 'won' and d.campaign is null and l.campaign is not null),
c as (
  select c.*, coalesce((select sum(amount) from deals d where d.campaign = c.id and d.stage = 'won'), 0)
      + coalesce((select sum(amount) from lead x where x.campaign = c.id and n = 1), 0) as won
  from campaigns c where kind = 'through')
select region,
  count(*) filter (sign > $today::date - interval 12 month and campaign > $today::date - interval 12 month)
    / nullif(count(*) filter (sign > $today::date - interval 12 month), 0)::double as marketing_coverage,
  (select (sum(won) - sum(cost))::double / sum(cost)::double from c join p q on q.id = c.partner
    where q.region is not distinct from p.region) as through_partner_roi
from p group by region order by region nulls last
