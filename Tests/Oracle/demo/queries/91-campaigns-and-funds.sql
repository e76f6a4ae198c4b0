with lead as (
  select l.campaign, d.amount, row_number() over (partition by l.deal order by l.id) as n
  from leads l join deals d on d.id = l.deal
  where d.stage = 'won' and d.campaign is null and l.campaign is not null),
c as (
  select c.*, coalesce((select sum(amount) from deals d where d.campaign = c.id and d.stage = 'won'), 0)
      + coalesce((select sum(amount) from lead x where x.campaign = c.id and n = 1), 0) as won,
    coalesce((select sum(m.amount) from mdf_claims m join mdf_requests r on r.id = m.request
      where r.campaign = c.id and m.paid_on is not null), 0) as paid
  from campaigns c where year(started_on) in (2024, 2025))
select kind, year(started_on)::varchar as year, sum(cost) as campaign_cost, sum(won) as campaign_won,
  (sum(won) - sum(cost))::double / sum(cost)::double as campaign_roi, sum(paid) as mdf_paid,
  (coalesce(sum(won) filter (paid > 0), 0) - sum(paid))::double / nullif(sum(paid)::double, 0) as mdf_roi
from c group by 1, 2 order by list_position(['to', 'through', 'with'], kind), 2
