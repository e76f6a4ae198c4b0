with q as (select unnest(range(date '2024-04-01', date '2025-10-01', interval 3 month))::date as d)
select year(q.d) || '-Q' || quarter(q.d) as q,
  (select median(amount::double) from deals where date_trunc('quarter', closed_on) = q.d - interval 3 month) as middle,
  (select count(distinct account) from deals where date_trunc('quarter', closed_on) = q.d - interval 3 month) as accounts,
  (select count(distinct partner) from deals where date_trunc('quarter', closed_on) = q.d - interval 3 month) as partners,
  (select coalesce(sum(weight), 0) from partners where id in
    (select partner from deals where date_trunc('quarter', closed_on) = q.d - interval 3 month)) as weight,
  (select max(amount) from deals where date_trunc('quarter', closed_on) = q.d - interval 1 year) as largest,
  (select count(*) filter (stage = 'lost') = 0 from deals where date_trunc('quarter', closed_on) = q.d - interval 3 month) as none_lost
from q order by q.d
