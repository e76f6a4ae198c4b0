with q as (select unnest(range(date '2024-07-01', date '2025-07-01', interval 3 month))::date as d),
     x as (select * from deals where partner is not null)
select year(q.d) || '-Q' || quarter(q.d) as q,
  (select coalesce(sum(amount), 0) from x where date_trunc('quarter', closed_on) = q.d) as n,
  (select coalesce(sum(amount), 0) from x where date_trunc('quarter', closed_on) = q.d - interval 3 month) as before,
  (select count(*) from x where date_trunc('quarter', created_on) = q.d - interval 1 year) as opened_before
from q order by q.d
