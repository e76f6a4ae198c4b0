-- A median of decimals is rounded to their scale, which is a little faster than one of doubles.
-- within 0.005
select p.name as product, d.middle
from (select product, median(amount) as middle from deals group by product) d
join products p on p.id = d.product
order by p.name
