-- within 0.005
with r as (
  select p.id, p.name, p.type, p.tier, y.revenue, count(*) over w as peers,
         median(y.revenue) over w as usual
  from partners p join yearly y using (id)
  where p.status = 'active' and p.tier in ('platinum', 'gold')
  window w as (partition by p.type, p.tier))
select name, type, tier, revenue, peers, usual, revenue::double / usual::double as against
from r where peers > 2 order by against desc, name
