select stage, count(*) as rows, count(distinct partner) as partners, count(distinct account) as accounts,
       count(amount) as present, count(distinct product) as products
from deals group by stage order by stage nulls last
