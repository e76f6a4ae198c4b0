-- Quarters are numbered while grouping and written out for the groups only.
select m.name as manager, (g.q // 4) || '-Q' || (g.q % 4 + 1) as quarter, g.revenue, g.deals
from (
  select p.manager, year(d.closed_on) * 4 + quarter(d.closed_on) - 1 as q,
         sum(d.amount) as revenue, count(*) as deals
  from deals d
  left join partners p on p.id = d.partner
  where d.stage = 'won'
  group by p.manager, q
) g
left join managers m on m.id = g.manager
order by m.name nulls last, m.id nulls last, g.q
