with q as (select unnest(range(date '2024-01-01', date '2025-07-01', interval 3 month))::date as d)
select year(q.d) || '-Q' || quarter(q.d) as q,
       (select coalesce(sum(amount), 0) from deals where partner is not null and date_trunc('quarter', closed_on) = q.d) as sold,
       (select count(*) from qbrs where partner is not null and date_trunc('quarter', held_on) = q.d) as meetings
from q order by q.d
