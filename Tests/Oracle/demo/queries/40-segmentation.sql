select class, count(*) as partners, sum(revenue) as revenue, sum(plan) as planned,
       count(*) filter (class = 'achiever' and growth_plan) as growing, count(signed_class) as signed
from judged group by class order by class
