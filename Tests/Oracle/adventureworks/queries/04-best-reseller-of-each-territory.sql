with g as (
  select SalesTerritoryRegion as region, ResellerKey, ResellerName as reseller, sum(SalesAmount) as revenue,
         count(distinct SalesOrderNumber) as orders
  from sales join territories using (SalesTerritoryKey) join resellers using (ResellerKey) group by all),
b as (select * from g qualify row_number() over (partition by region order by revenue desc) = 1)
select region, reseller, revenue, orders, revenue::double / (sum(revenue) over ())::double as part from b order by region
