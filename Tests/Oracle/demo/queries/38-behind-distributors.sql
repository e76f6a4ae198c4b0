select d.name, d.region, count(*) as resellers,
       (select count(*) from partners x join partners y on y.id = x.distributor where y.distributor = d.id) as of_theirs,
       sum(y.revenue) as revenue, any_value(o.revenue) as own
from placed d join partners p on p.distributor = d.id join yearly y on y.id = p.id join yearly o on o.id = d.id
where d.type = 'distributor' group by d.id, d.name, d.region order by revenue desc
