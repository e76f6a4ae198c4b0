with c as (
  select c.*, (select count(*) from leads l where l.campaign = c.id) as leads,
         (select count(*) from deals d where d.campaign = c.id) as deals,
         (select coalesce(sum(amount), 0) from deals d where d.campaign = c.id and stage = 'won') as won
  from campaigns c where started_on between '2025-01-01' and '2025-12-31')
select kind, count(*) as campaigns, sum(cost) as cost, sum(leads)::bigint as leads, sum(deals)::bigint as deals, sum(won) as won,
       count(*) filter (leads = 0) as without_lead, (sum(won) - sum(cost))::double / sum(cost)::double as return
from c group by kind order by list_position(['to', 'through', 'with'], kind)
