select stage, sum(amount) / 100.0 as revenue, count(*) as deals
from deals
group by stage
