-- Added up per partner first: the joins then see few rows.
select h.id, count(p.id) as partners, coalesce(sum(d.revenue), 0) as revenue
from managers h
join managers r on r.reports_to = h.id
left join partners p on p.manager = r.id
left join (
  select partner, sum(amount) as revenue from deals where stage = 'won' group by partner
) d on d.partner = p.id
group by h.id
order by h.id
