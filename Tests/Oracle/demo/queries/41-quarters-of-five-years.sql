with q as (select unnest(generate_series(date '2021-01-01', date '2026-04-01', interval 3 month))::date as q),
o as (select date_trunc('quarter', created_on) as q, count(*) as opened from deals group by 1),
c as (select date_trunc('quarter', closed_on) as q, count(*) filter (stage = 'won') as won,
             sum(amount) filter (stage = 'won') as revenue, count(*) as decided from deals group by 1)
select year(q.q) || '-Q' || quarter(q.q) as quarter, coalesce(opened, 0) as opened, coalesce(won, 0) as won,
       coalesce(revenue, 0) as revenue, won::double / decided as win_rate, revenue::double / won as size
from q left join o on o.q = q.q left join c on c.q = q.q order by q.q
