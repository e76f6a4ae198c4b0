with sold as (
  select t.id, coalesce(sum(d.amount), 0) as actual
  from targets t
  left join opportunities d on d.stage = 'won' and year(d.closed_on) || '-Q' || quarter(d.closed_on) = t.period
    and (d.partner = t.partner or d.region = (select name from territories where id = t.territory))
  group by t.id)
select p.name as partner, r.name as territory, t.period, t.amount, s.actual,
       s.actual::double / t.amount::double as attained
from targets t join sold s using (id)
left join partners p on p.id = t.partner left join territories r on r.id = t.territory
where (p.name = 'Highland Business Systems' or r.name = 'Midwest') and t.metric = 'revenue'
  and t.period like '2026%'
order by t.id
