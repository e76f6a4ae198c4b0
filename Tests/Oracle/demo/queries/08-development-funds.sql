with r as (
  select b.territory, sum(r.amount) filter (r.status = 'approved') as granted,
         count(*) filter (r.status = 'pending') as undecided
  from mdf_requests r join mdf_budgets b on b.id = r.budget where b.period like '2026%' group by 1),
c as (
  select b.territory, sum(c.amount) as claimed, sum(c.amount) filter (c.paid_on is not null) as paid,
         count(*) filter (not c.proven) as unproven
  from mdf_claims c join mdf_requests r on r.id = c.request join mdf_budgets b on b.id = r.budget
  where b.period like '2026%' group by 1)
select t.name as region, sum(b.amount) as budget, coalesce(any_value(granted), 0) as granted,
       coalesce(any_value(undecided), 0) as undecided, coalesce(any_value(claimed), 0) as claimed,
       coalesce(any_value(paid), 0) as paid, coalesce(any_value(unproven), 0) as unproven,
       sum(b.amount) - coalesce(any_value(granted), 0) as "left"
from mdf_budgets b join territories t on t.id = b.territory
left join r on r.territory = t.id left join c on c.territory = t.id
where b.period like '2026%' group by t.id, t.name order by t.name
