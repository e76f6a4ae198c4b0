with q as (select unnest(range(date '2011-01-01', date '2014-01-01', interval 3 month))::date as d),
s as (
  select EnglishProductSubcategoryName as kind, OrderDate, OrderQuantity, SalesAmount
  from sales join products using (ProductKey) join subcategories using (ProductSubcategoryKey)
  where EnglishProductSubcategoryName in ('Helmets', 'Locks', 'Pumps'))
select k.kind, year(q.d) || '-Q' || quarter(q.d) as q, coalesce(sum(OrderQuantity), 0) as units,
       coalesce(sum(SalesAmount), 0) as revenue
from (select distinct kind from s) k cross join q left join s on s.kind = k.kind and date_trunc('quarter', OrderDate) = q.d
group by k.kind, q.d order by k.kind, q.d
