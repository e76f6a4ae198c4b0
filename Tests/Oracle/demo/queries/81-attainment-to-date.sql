with t as (
  select t.*,
    make_date(left(period, 4)::int, (right(period, 1)::int - 1) * 3 + 1, 1) as first,
    (make_date(left(period, 4)::int, (right(period, 1)::int - 1) * 3 + 1, 1) + interval 3 month - interval 1 day)::date as last
  from targets t where metric = 'revenue' and manager is not null and period like '2026%'),
a as (
  select t.*, coalesce((select sum(d.amount) from deals d
    where d.manager = t.manager and d.stage = 'won' and d.closed_on between t.first and t.last), 0) as actual,
    amount * greatest(0, least(1, ($today::date - first + 1) / (last - first + 1)::double)) as due
  from t where first <= $today::date)
select m.name, sum(actual)::double / sum(amount)::double as of_the_year,
  (sum(actual) filter (last <= $today::date))::double / (sum(amount) filter (last <= $today::date))::double as whole_quarters,
  sum(actual)::double / sum(due) as to_date,
  (sum(actual) filter (period = '2026-Q3'))::double / sum(due) filter (period = '2026-Q3') as quarter
from a join managers m on m.id = a.manager group by m.id, m.name order by m.name
