select d.id, p.name as partner, a.name as account, d.amount / 100.0 as amount, d.close_by
from deals d
join partners p on p.id = d.partner
left join accounts a on a.id = d.account
where d.stage in ('proposal', 'negotiation') and p.tier in ('platinum', 'gold')
order by d.amount desc, d.id
limit 100
