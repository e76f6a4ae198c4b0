-- Quarters are numbered while grouping and written out for the 10,000 groups only.
select m.name as manager, (g.q // 4) || '-Q' || (g.q % 4 + 1) as quarter, g.revenue, g.deals
from (
  select p.manager, year(d.closed_on) * 4 + quarter(d.closed_on) - 1 as q,
         sum(d.amount) as revenue, count(*) as deals
  from deals d
  join partners p on p.id = d.partner
  where d.stage = 'won'
  group by p.manager, q
) g
join managers m on m.id = g.manager
order by m.name, m.id, g.q
