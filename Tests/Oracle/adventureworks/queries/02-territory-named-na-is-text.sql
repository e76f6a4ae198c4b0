select t.SalesTerritoryKey as id, SalesTerritoryRegion as name,
       (select count(*) from employees e where e.SalesTerritoryKey = t.SalesTerritoryKey) as people,
       (select count(*) from geographies g where g.SalesTerritoryKey = t.SalesTerritoryKey) as places,
       (select coalesce(sum(SalesAmount), 0) from sales s where s.SalesTerritoryKey = t.SalesTerritoryKey) as revenue
from territories t order by t.SalesTerritoryKey
