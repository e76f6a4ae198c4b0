select t.SalesTerritoryCountry as country, count(distinct SalesOrderNumber) as orders, sum(SalesAmount) as revenue,
       count(distinct ResellerKey) as resellers, sum(SalesAmount)::double / count(distinct SalesOrderNumber) as per_order
from sales s join territories t using (SalesTerritoryKey) group by 1 order by 1
