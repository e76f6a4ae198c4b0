select EnglishPromotionName as name, DiscountPct as discount, count(*) as lines, sum(OrderQuantity) as units,
       sum(DiscountAmount) as given, count(distinct ProductKey) as products
from promotions join sales using (PromotionKey) group by PromotionKey, 1, 2 order by PromotionKey
