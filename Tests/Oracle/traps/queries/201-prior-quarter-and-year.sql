with q as (select unnest(range(date '2021-01-01', date '2025-10-01', interval 3 month))::date as d),
     f as (select date_trunc('quarter', min(closed_on))::date as first from deals),
     w as (select date_trunc('quarter', closed_on)::date as d, sum(amount) as s from deals where stage = 'won' group by 1),
     v as (select q.d, coalesce(w.s, 0) as won,
                  case when q.d - interval 3 month >= f.first then coalesce(a.s, 0) end as quarter_ago,
                  case when q.d - interval 1 year >= f.first then coalesce(b.s, 0) end as year_ago
           from q cross join f left join w on w.d = q.d
                left join w a on a.d = q.d - interval 3 month left join w b on b.d = q.d - interval 1 year)
select year(d) || '-Q' || quarter(d) as q, won, quarter_ago, year_ago,
       (won - year_ago)::double / nullif(year_ago, 0)::double as grown
from v order by d
