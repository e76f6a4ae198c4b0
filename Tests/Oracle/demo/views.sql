-- What the built-in model computes, said again.
create macro fraction(percent) as replace(percent, '%', '')::decimal(5, 0) * 0.01;
create view placed as
  select p.*, t.name as territory_name, t.region,
    coalesce(case when t.level = 'territory' then t.name end, u.name) as land
  from partners p left join territories t on t.id = p.territory left join territories u on u.id = t.parent;
create view opportunities as
  select d.*, d.stage not in ('won', 'lost') as is_open,
    case when d.stage = 'won' then d.closed_on end as won_on, t.region
  from deals d left join territories t on t.id = d.territory;
-- Won amounts of partners in the last four complete quarters.
create view yearly as
  select p.id, coalesce(sum(d.amount), 0) as revenue
  from partners p
  left join deals d on d.partner = p.id and d.stage = 'won'
    and d.closed_on between date '2025-07-01' and date '2026-06-30'
  group by p.id;
-- What is known of a partner's last four quarters, and the class that follows.
create macro lately(day) as day between date '2025-07-01' and date '2026-06-30';
create macro part(some_of, whole) as some_of::double / nullif(whole, 0)::double;
-- Required certificates, without those that the same person was to renew.
create view lasting as
  select * from certifications c where required and not exists (
    select 1 from certifications d where d.partner = c.partner and d.person is not distinct from c.person
      and d.course = c.course and d.assigned_on > c.assigned_on);
-- What partners won of their targets, quarter by quarter.
create view aims as
  select t.partner, sum(t.amount) as plan, sum(coalesce(w.won, 0)) as won
  from targets t left join (
    select partner, concat(year(closed_on), '-Q', quarter(closed_on)) as period, sum(amount) as won
    from deals where stage = 'won' group by 1, 2) w on w.partner = t.partner and w.period = t.period
  where t.metric = 'revenue' and t.partner is not null and t.period in ('2025-Q3', '2025-Q4', '2026-Q1', '2026-Q2')
  group by t.partner;
create view evidence as
  select p.*, y.revenue,
    (select part(coalesce(sum(amount) filter (source = 'partner'), 0), sum(amount)) from deals d
       where d.partner = p.id and lately(created_on)) as own_sourced,
    (select part(count(*) filter (vendor_assisted is distinct from 'yes'), count(*)) from opportunities d
       where d.partner = p.id and lately(won_on)) as won_alone,
    (select part(count(*) filter (completed_on is not null and coalesce(expires_on >= date '2026-08-19', true)), count(*))
       from lasting c where c.partner = p.id) as certified,
    (select part(count(*) filter (done_on <= due_on), count(*)) from commitments c
       where c.partner = p.id and side = 'partner' and lately(due_on)) as promises_kept,
    (select part(count(*) filter (worked_on - created_on <= 10), count(*)) from leads l
       where l.partner = p.id and direction = 'to_partner' and lately(created_on)) as leads_followed,
    (select count(distinct r.id) from mdf_claims c join mdf_requests r on r.id = c.request
       join campaigns k on k.id = r.campaign where c.partner = p.id and c.proven and lately(k.ended_on)) as proven,
    (select count(*) from mdf_requests r join campaigns k on k.id = r.campaign
       where r.partner = p.id and r.status = 'approved' and lately(k.ended_on)) as funded,
    (select part(count(completed_on), count(*)) from certifications c
       where c.partner = p.id and required and lately(assigned_on)) as training_done,
    (select coalesce(sum(hours), 0) from touchpoints t where t.partner = p.id and lately(done_on))
      + (select coalesce(sum(hours), 0) from resources r where r.partner = p.id and lately(delivered_on)) as hours,
    (select coalesce(sum(amount), 0) from mdf_claims c where c.partner = p.id and lately(paid_on)) as money,
    (select count(*) from leads l
       where l.partner = p.id and direction = 'to_partner' and lately(created_on)) as given,
    coalesce(a.plan, 0) as plan, part(a.won, a.plan) as attained,
    (select last(class order by signed_on, id) from ratings r where r.partner = p.id and system = 'segmentation')
      as signed_class
  from partners p join yearly y using (id) left join aims a on a.partner = p.id;
create view judged as
  with complete as (select *, part(proven, funded) as claims_proven from evidence),
  scored as (
    select *, list_avg([own_sourced, won_alone, certified]) as self_sufficiency,
      list_count([own_sourced, won_alone, certified]) as known_of_s,
      list_avg([promises_kept, leads_followed, claims_proven, training_done]) as commitment,
      list_count([promises_kept, leads_followed, claims_proven, training_done]) as known_of_c,
      (part(hours, sum(hours) over ()) + part(money, sum(money) over ()) + part(given, sum(given) over ())) / 3
        as support_share,
      part(revenue, sum(revenue) over ()) as revenue_share
    from complete),
  classed as (
    select *, part(support_share, revenue_share) as support_ratio,
      case when joined_on is null or joined_on > date '2026-02-19' or known_of_s < 2 or known_of_c < 2 then 'unrated'
           when self_sufficiency >= 0.7 and attained >= 1 then 'achiever' when commitment >= 0.6 then 'believer'
           when part(support_share, revenue_share) > 1 or revenue <= 0 and support_share > 0 then 'deceiver'
           else 'dormant' end as computed_class
    from scored)
  select *, coalesce(signed_class, computed_class) as class from classed;
