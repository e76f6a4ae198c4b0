with b as (
  select b.*, t.name, (make_date(left(period, 4)::int, right(period, 1)::int * 3, 1) + interval 1 month - interval 1 day)::date as last,
    coalesce((select sum(c.amount) from mdf_claims c join mdf_requests r on r.id = c.request
      where r.budget = b.id and c.paid_on is not null), 0) as paid
  from mdf_budgets b join territories t on t.id = b.territory)
select name,
  (sum(paid) filter (period like '2025%'))::double / (sum(amount) filter (period like '2025%'))::double as used,
  (sum(paid) filter (period like '2026%' and last <= $today::date))::double
    / (sum(amount) filter (period like '2026%' and last <= $today::date))::double as so_far,
  sum(amount) filter (period like '2025%') as budget,
  sum(paid) filter (period like '2025%') as paid
from b group by name order by name
