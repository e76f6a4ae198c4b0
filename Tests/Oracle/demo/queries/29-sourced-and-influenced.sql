with d as (
  select *, exists (from deal_partners x where x.deal = d.id and x.role = 'influence') as influence,
         exists (from deal_partners x where x.deal = d.id and x.role = 'fulfilment') as fulfilment
  from opportunities d where won_on between '2025-01-01' and '2025-12-31')
select year(won_on) || '-Q' || quarter(won_on) as quarter,
       sum(amount) filter (partner is not null and source = 'partner') as sourced,
       sum(amount) filter (influence) as influenced, sum(amount) filter (fulfilment) as fulfilled,
       sum(amount) filter (partner is null) as direct
from d group by 1 order by 1
