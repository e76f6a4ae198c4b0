-- A median of decimals is rounded to their scale, which is a little faster than one of doubles.
-- within 0.005
select product, median(amount) as middle
from deals
group by product
order by product
