with d as (
  select d.*, t.region from deals d left join partners p on p.id = d.partner
  left join territories t on t.id = p.territory where amount > 2000)
select region, quantile_cont(amount::double, 0.01) as low, quantile_cont(amount::double, 0.25) as quarter,
       median(amount::double) as middle, quantile_cont(amount::double, 0.999) as top, max(amount)::double as most,
       min(amount)::double as least, median(amount::double) filter (stage = 'won') as won,
       null as none,
       median(closed_on - created_on) as wait
from d group by region order by region nulls last
