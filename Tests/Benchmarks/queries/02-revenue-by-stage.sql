-- any order
select stage, sum(amount) as revenue, count(*) as deals
from deals
group by stage
order by stage
