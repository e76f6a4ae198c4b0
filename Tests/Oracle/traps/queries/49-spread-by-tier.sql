select p.tier, avg(d.amount::double) as mean, median(d.amount::double) as mid,
       quantile_cont(d.amount::double, 0.9) as p90, quantile_cont(d.amount::double, 0.0) as p0,
       stddev_samp(d.amount::double) as dev
from deals d left join partners p on p.id = d.partner group by p.tier
order by coalesce(list_position(['platinum', 'gold', 'silver', 'registered'], p.tier), 9), p.tier nulls last
