with peers as (
  select p.*, y.revenue as yearly_revenue, count(*) over w as peers, median(y.revenue) over w as usual
  from partners p join yearly y using (id) window w as (partition by p.type, p.tier))
select name, type, tier, yearly_revenue, peers, usual, yearly_revenue::double / usual::double as against
from peers where name = 'Highland Business Systems'
