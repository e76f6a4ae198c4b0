with t as (
  select t.*, p.tier,
    make_date(left(period, 4)::int, (right(period, 1)::int - 1) * 3 + 1, 1) as first,
    (make_date(left(period, 4)::int, (right(period, 1)::int - 1) * 3 + 1, 1) + interval 3 month - interval 1 day)::date as last
  from targets t join partners p on p.id = t.partner where metric = 'revenue'),
a as (
  select t.*, coalesce((select sum(d.amount) from deals d
    where d.partner = t.partner and d.stage = 'won' and d.closed_on between t.first and t.last), 0) as actual
  from t)
select tier, period as quarter, sum(amount) as planned,
  (sum(actual) filter (first <= $today::date))::double
    / nullif((sum(amount) filter (first <= $today::date))::double, 0) as attainment
from a where period between '2025-Q3' and '2026-Q4'
group by tier, period order by list_position(['platinum', 'gold', 'silver', 'registered'], tier), period
