with q as (select unnest(range(date '2024-11-01', date '2025-05-01', interval 1 month))::date as d),
t as (select q.d, coalesce(sum(x.amount), 0) as total from q left join deals x on date_trunc('month', x.closed_on) = q.d group by q.d)
select strftime(d, '%Y-%m') as m, total, total - lag(total) over (order by d) as change from t order by d
