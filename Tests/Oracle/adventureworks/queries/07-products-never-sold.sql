select EnglishProductCategoryName as category, count(*) as products,
       count(*) filter (not exists (select 1 from sales s where s.ProductKey = p.ProductKey)) as never,
       count(ListPrice) as priced, max(ListPrice) as dear
from products p left join subcategories using (ProductSubcategoryKey) left join categories using (ProductCategoryKey)
group by 1 order by 1 nulls last
