with q as (select unnest(range(date '2023-01-01', date '2025-01-01', interval 3 month))::date as d)
select year(q.d) || '-Q' || quarter(q.d) as q, count(x.id) as n, coalesce(sum(x.amount), 0) as total
from q left join deals x on date_trunc('quarter', x.created_on) = q.d group by q.d order by q.d
