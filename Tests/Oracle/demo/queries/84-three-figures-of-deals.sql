with d as (
  select d.*, year(closed_on) || '-Q' || quarter(closed_on) as q,
    exists (from deal_partners x where x.deal = d.id and x.role = 'influence') as influence,
    exists (from deal_partners x where x.deal = d.id and x.role = 'fulfilment') as fulfilment
  from deals d where stage in ('won', 'lost') and closed_on between '2025-07-01' and '2026-06-30')
select q as quarter, sum(amount) filter (stage = 'won') as revenue,
  sum(amount) filter (stage = 'won' and partner is not null) as sourced,
  sum(amount) filter (stage = 'won' and influence) as influenced,
  sum(amount) filter (stage = 'won' and fulfilment) as fulfilled,
  (count(*) filter (stage = 'won'))::double / count(*) as win_rate,
  (sum(amount) filter (stage = 'won'))::double / sum(amount)::double as win_rate_value
from d group by q order by q
