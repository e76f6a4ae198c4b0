with m as (select unnest(range(date '2024-01-01', date '2025-01-01', interval 1 month))::date as d)
select strftime(m.d, '%Y-%m') as month, coalesce(sum(x.amount), 0) as revenue, count(x.id) as n
from m left join deals x on x.stage = 'won' and date_trunc('month', x.closed_on) = m.d
group by m.d order by m.d
