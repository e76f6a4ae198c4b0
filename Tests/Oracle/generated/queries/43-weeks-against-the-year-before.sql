with w as (select unnest(range(date '2020-12-07', date '2027-01-11', interval 7 day))::date as d),
     f as (select min(created_on) as first from deals),
     weeks as (select unnest(range(date '2018-12-31', date '2027-01-11', interval 7 day))::date as d),
     n as (select weeks.d, isoyear(weeks.d) as y, weekofyear(weeks.d) as no, count(x.id) as n, coalesce(sum(x.amount), 0) as s
           from weeks left join deals x on x.created_on between weeks.d and weeks.d + 6 group by 1),
     last as (select y, max(no) as no from n group by y)
select isoyear(w.d) || '-W' || lpad(weekofyear(w.d)::varchar, 2, '0') as w, n.n,
       case when w.d - 1 >= f.first then a.n end as week_ago,
       case when b.d + 6 >= f.first then b.n end as year_ago,
       case when w.d - 22 >= f.first and w.d <= $today::date then (n.s - c.s)::double / nullif(c.s, 0)::double end as grown
from w cross join f join n on n.d = w.d left join n a on a.d = w.d - 7
     left join last l on l.y = isoyear(w.d) - 1
     left join n b on b.y = l.y and b.no = least(weekofyear(w.d), l.no)
     left join n c on c.d = w.d - 28
order by w.d
