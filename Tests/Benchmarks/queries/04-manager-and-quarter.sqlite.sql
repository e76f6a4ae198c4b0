-- Added up per day and partner by the index first: few texts are then taken apart.
select m.name as manager,
       substr(d.closed_on, 1, 4) || '-Q' || ((substr(d.closed_on, 6, 2) + 2) / 3) as quarter,
       sum(d.revenue) / 100.0 as revenue, sum(d.deals) as deals
from (
  select partner, closed_on, sum(amount) as revenue, count(*) as deals
  from deals
  where stage = 'won'
  group by partner, closed_on
) d
left join partners p on p.id = d.partner
left join managers m on m.id = p.manager
group by m.id, quarter
order by m.name nulls last, m.id nulls last, quarter
