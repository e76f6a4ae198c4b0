with t as (
  select t.*, r.name,
    make_date(left(period, 4)::int, (right(period, 1)::int - 1) * 3 + 1, 1) as first,
    (make_date(left(period, 4)::int, (right(period, 1)::int - 1) * 3 + 1, 1) + interval 3 month - interval 1 day)::date as last
  from targets t join territories r on r.id = t.territory
  where metric = 'revenue' and period in ('2026-Q2', '2026-Q3', '2026-Q4')),
a as (
  select t.*,
    coalesce((select sum(amount) from opportunities d where d.region = t.name
      and d.won_on between t.first and t.last), 0) as actual,
    coalesce((select sum(amount) from opportunities d where d.region = t.name
      and d.is_open and d.close_by between t.first and t.last), 0) as expected
  from t)
select name, sum(amount) filter (period = '2026-Q3') as planned,
  (sum(actual) filter (period = '2026-Q3'))::double / (sum(amount) filter (period = '2026-Q3'))::double as reached,
  (sum(expected) filter (period = '2026-Q3'))::double
    / nullif((sum(greatest(amount - actual, 0)) filter (period = '2026-Q3'))::double, 0) as this_quarter,
  (sum(expected) filter (period = '2026-Q4'))::double
    / nullif((sum(greatest(amount - actual, 0)) filter (period = '2026-Q4'))::double, 0) as next,
  null as last
from a group by name order by name
