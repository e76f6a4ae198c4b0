select BusinessType as type, coalesce(sum(r12), 0) as before, coalesce(sum(r13), 0) as now, count(*) as resellers,
       (sum(r13) - sum(r12))::double / sum(r12)::double as growth
from (select r.*, (select sum(SalesAmount) from sales s where s.ResellerKey = r.ResellerKey and year(OrderDate) = 2012) as r12,
             (select sum(SalesAmount) from sales s where s.ResellerKey = r.ResellerKey and year(OrderDate) = 2013) as r13
      from resellers r)
group by 1 order by 1
