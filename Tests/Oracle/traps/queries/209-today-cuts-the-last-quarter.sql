with q as (select unnest(range(date '2024-01-01', date '2025-01-01', interval 3 month))::date as d)
select year(q.d) || '-Q' || quarter(q.d) as q,
  (select count(*) from deals where date_trunc('quarter', closed_on) = q.d and closed_on between '2024-02-10' and '2024-11-15') as n,
  (select count(*) from deals where date_trunc('quarter', closed_on) = q.d - interval 3 month and closed_on between '2023-11-10' and '2024-08-15') as before,
  (select coalesce(sum(amount), 0) from deals where date_trunc('quarter', closed_on) = q.d - interval 1 year and closed_on between '2023-02-10' and '2023-11-15') as year_ago,
  (select count(*) from deals where closed_on between '2024-02-10' and '2024-11-15') as all_of_it,
  (select count(*) from deals where closed_on between '2023-11-10' and '2024-08-15') as all_before
from q order by q.d
