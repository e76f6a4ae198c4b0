with q as (select unnest(range(date '2024-07-29', date '2024-08-03', interval 1 day))::date as d)
select q.d as d, (select count(*) from deals where closed_on = q.d) as n,
  (select count(*) from deals where closed_on = (q.d - interval 1 month)::date) as before,
  (select count(*) from deals where closed_on = q.d - 7) as week_ago
from q order by q.d
