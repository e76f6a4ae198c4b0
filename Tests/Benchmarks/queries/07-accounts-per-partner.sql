select p.id, p.name, coalesce(g.accounts, 0) as accounts
from partners p
left join (
  select partner, count(distinct account) as accounts
  from deals
  group by partner
) g on g.partner = p.id
order by p.id
