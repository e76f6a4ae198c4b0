select p.id, p.name, coalesce(g.accounts, 0) as accounts
from partners p
left join (
  select partner, count(*) as accounts
  from (select distinct partner, account from deals where account is not null)
  group by partner
) g on g.partner = p.id
order by p.id
