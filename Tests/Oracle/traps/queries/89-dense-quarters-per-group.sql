with q as (select unnest(range(date '2024-07-01', date '2025-07-01', interval 3 month))::date as d),
s as (select distinct stage from deals)
select s.stage, year(q.d) || '-Q' || quarter(q.d) as q, count(x.id) as n
from s cross join q left join deals x on x.stage is not distinct from s.stage and date_trunc('quarter', x.created_on) = q.d
group by s.stage, q.d order by s.stage nulls last, q.d
