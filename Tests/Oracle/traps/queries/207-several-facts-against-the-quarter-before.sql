with q as (select unnest(range(date '2024-01-01', date '2025-07-01', interval 3 month))::date as d),
     t as (select distinct tier, tier_rank from partners),
     v as (select t.tier, t.tier_rank, q.d,
       (select coalesce(sum(amount), 0) from deals x join partners p on p.id = x.partner
        where p.tier is not distinct from t.tier and date_trunc('quarter', closed_on) = q.d) as sold,
       (select count(*) from qbrs x join partners p on p.id = x.partner
        where p.tier is not distinct from t.tier and date_trunc('quarter', held_on) = q.d) as meetings
      from t cross join q)
select a.tier, year(a.d) || '-Q' || quarter(a.d) as q, a.sold, b.sold as sold_before, a.meetings, b.meetings as meetings_before,
       (a.sold::double / nullif(a.meetings, 0) - b.sold::double / nullif(b.meetings, 0))
         / nullif(b.sold::double / nullif(b.meetings, 0), 0) as of_each
from v a join v b on b.tier is not distinct from a.tier and b.d = a.d - interval 3 month
where a.d >= '2024-04-01' order by a.tier is null, a.tier_rank, a.tier, a.d
