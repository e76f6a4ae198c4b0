select account, product, count(*) as deals, sum(amount) / 100.0 as total
from deals
group by account, product
having count(*) >= 2
order by total desc, account, product
limit 100
