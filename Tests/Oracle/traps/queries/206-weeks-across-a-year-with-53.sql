with w as (select unnest(range(date '2020-12-21', date '2022-01-17', interval 7 day))::date as d),
     f as (select min(created_on) as first from deals),
     -- The Monday of the same week a year earlier: 2020 had 53 weeks, 2019 and 2021 had 52.
     y as (select d, case when d = date '2020-12-28' then date '2019-12-23' else d - 364 - case when d >= '2021-01-04' and d < '2022-01-03' then 7 else 0 end end as ago from w),
     n as (select date_trunc('week', created_on)::date as d, count(*) as n from deals group by 1)
select isoyear(y.d) || '-W' || lpad(weekofyear(y.d)::varchar, 2, '0') as w, coalesce(n.n, 0) as opened,
       case when y.d - 1 >= f.first then coalesce(a.n, 0) end as week_ago,
       case when y.ago + 6 >= f.first then coalesce(b.n, 0) end as year_ago
from y cross join f left join n on n.d = y.d left join n a on a.d = y.d - 7 left join n b on b.d = y.ago
order by y.d
