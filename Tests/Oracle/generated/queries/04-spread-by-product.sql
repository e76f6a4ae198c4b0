select p.name as product, quantile_cont(amount::double, 0.1) as low, median(amount::double) as middle,
       quantile_cont(amount::double, 0.9) as high, sum(amount)::double / count(amount) as mean,
       stddev_samp(amount::double) as deviation
from deals d join products p on p.id = d.product group by p.name order by p.name
