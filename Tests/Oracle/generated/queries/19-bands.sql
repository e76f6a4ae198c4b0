with r as (
  select p.id, coalesce(sum(d.amount) filter (d.stage = 'won'), 0) as revenue, count(d.id) as n
  from partners p left join deals d on d.partner = p.id group by p.id)
select case when revenue >= 500000 then 'A' when revenue >= 100000 then 'B' else 'C' end as band,
       count(*) as partners, sum(revenue) as total, sum(n) as deals
from r group by 1 order by 1
