with m as (select unnest(range(date '2024-11-01', date '2025-05-01', interval 1 month))::date as d),
     x as (select d.*, p.tier from deals d join partners p on p.id = d.partner),
     t as (select distinct tier, case tier when 'platinum' then 1 when 'gold' then 2 when 'silver' then 3 when 'registered' then 4 end as rank from partners)
select t.tier, strftime(m.d, '%Y-%m') as m,
  (select coalesce(sum(amount), 0) from x where tier is not distinct from t.tier and stage = 'won' and date_trunc('month', closed_on) = m.d) as won,
  (select coalesce(sum(amount), 0) from x where tier is not distinct from t.tier and stage = 'won' and date_trunc('month', closed_on) = m.d - interval 1 month) as won_before,
  (select count(*) from x where tier is not distinct from t.tier and date_trunc('month', created_on) = m.d) as opened,
  (select count(*) from x where tier is not distinct from t.tier and date_trunc('month', created_on) = m.d - interval 1 month) as opened_before,
  (select count(distinct partner) from x where tier is not distinct from t.tier and date_trunc('month', closed_on) = m.d - interval 1 year) as partners,
  (select median(amount::double) from x where tier is not distinct from t.tier and date_trunc('month', closed_on) = m.d - interval 3 month) as middle
from t cross join m order by t.tier is null, t.rank, m.d
