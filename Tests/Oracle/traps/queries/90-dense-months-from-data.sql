with q as (select unnest(range(date '2024-08-01', date '2025-07-01', interval 1 month))::date as d)
select strftime(q.d, '%Y-%m') as m, count(x.id) as n
from q left join deals x on date_trunc('month', x.created_on) = q.d group by q.d order by q.d
