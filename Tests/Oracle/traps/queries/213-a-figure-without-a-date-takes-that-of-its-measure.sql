with q as (select unnest(range(date '2023-10-01', date '2025-07-01', interval 3 month))::date as d),
     v as (select q.d, coalesce(sum(amount) filter (stage = 'won'), 0) as won, count(x.id) as n
           from q left join deals x on date_trunc('quarter', x.closed_on) = q.d group by 1)
select year(a.d) || '-Q' || quarter(a.d) as q, a.won, a.n, b.n as n_before, (a.n - b.n) / nullif(b.n, 0)::double as grown
from v a join v b on b.d = a.d - interval 3 month order by a.d
