select product, quantile_cont(amount::double, 0.1) as low, median(amount::double) as middle,
       quantile_cont(amount::double, 0.9) as high, sum(amount)::double / count(*) as mean,
       stddev_samp(amount::double) as deviation
from deals group by product order by product
