select sum(amount) as revenue, count(*) as won_deals
from deals where partner = (select id from partners where name = 'Highland Business Systems')
  and stage = 'won' and closed_on between '2026-02-01' and '2026-07-31'
