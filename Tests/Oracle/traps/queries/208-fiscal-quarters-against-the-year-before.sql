with q as (select unnest(range(date '2021-02-01', date '2025-05-01', interval 3 month))::date as d),
     n as (select (date_trunc('quarter', closed_on - interval 1 month) + interval 1 month)::date as d, count(*) as n
           from deals where closed_on is not null group by 1),
     f as (select min(d) as first from n)
select 'FY' || year(q.d + interval 11 month) || '-Q' || quarter(q.d - interval 1 month) as f, coalesce(n.n, 0) as n,
       case when q.d - interval 1 year >= f.first then coalesce(b.n, 0) end as year_ago,
       case when q.d - interval 3 month >= f.first then coalesce(a.n, 0) end as quarter_ago
from q cross join f left join n on n.d = q.d left join n a on a.d = q.d - interval 3 month
     left join n b on b.d = q.d - interval 1 year order by q.d
