with won as (select * from deals where stage = 'won' and closed_on between '2025-01-01' and '2025-12-31'),
roles as (
  select distinct p.tier, x.role, w.id, w.amount
  from deal_partners x join won w on w.id = x.deal join partners p on p.id = x.partner)
select tier, (select sum(amount) from won w join partners p on p.id = w.partner where p.tier = t.tier) as sourced,
  (select coalesce(sum(amount), 0) from roles r where r.tier = t.tier and role = 'influence') as influenced,
  (select coalesce(sum(amount), 0) from roles r where r.tier = t.tier and role = 'fulfilment') as fulfilled
from (select distinct tier from partners) t
order by list_position(['platinum', 'gold', 'silver', 'registered'], tier)
