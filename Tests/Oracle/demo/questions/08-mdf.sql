with granted as (
  select b.territory, sum(r.amount) as amount
  from mdf_requests r join mdf_budgets b on b.id = r.budget
  where r.status = 'approved' and b.period like '2026%' group by 1),
waiting as (
  select b.territory, count(*) as claims
  from mdf_claims c join mdf_requests r on r.id = c.request join mdf_budgets b on b.id = r.budget
  where c.paid_on is null and b.period like '2026%' group by 1)
select t.name as region, sum(b.amount) - coalesce(any_value(g.amount), 0) as "left",
       coalesce(any_value(w.claims), 0) as open_claims
from mdf_budgets b join territories t on t.id = b.territory
left join granted g on g.territory = t.id left join waiting w on w.territory = t.id
where b.period like '2026%' group by t.name order by t.name
