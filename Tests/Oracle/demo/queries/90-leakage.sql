with l as (
  select l.*, direction = 'to_partner' and l.partner is not null as given, d.stage, d.amount, d.closed_on
  from leads l left join deals d on d.id = l.deal where l.created_on between '2025-01-01' and '2025-12-31'),
once as (select distinct direction, deal, stage, amount from l where given and deal is not null)
select l.direction, count(*) as leads_in,
  count(*) filter (direction = 'to_partner' and partner is null) as leads_kept_back,
  count(*) filter (given) as leads_given,
  count(*) filter (given and accepted_on is null) as leads_not_accepted,
  count(*) filter (given and accepted_on is not null) as leads_accepted,
  count(*) filter (given and accepted_on is not null and worked_on is null) as leads_not_worked,
  count(*) filter (given and worked_on is not null) as leads_worked,
  count(*) filter (given and worked_on is not null and deal is null) as leads_without_deal,
  count(distinct deal) filter (given) as lead_deals,
  count(distinct deal) filter (given and stage = 'lost') as leads_lost,
  count(distinct deal) filter (given and stage = 'won') as lead_wins,
  coalesce((select sum(amount) from once o where o.direction = l.direction and stage = 'won'), 0) as lead_won,
  coalesce((select sum(amount) from once o where o.direction = l.direction and stage not in ('won', 'lost')), 0) as lead_open,
  median(closed_on - created_on) filter (given and stage = 'won') as days_to_win,
  count(*) filter (campaign is null) as unlinked_leads
from l group by l.direction order by list_position(['to_partner', 'from_partner'], l.direction)
