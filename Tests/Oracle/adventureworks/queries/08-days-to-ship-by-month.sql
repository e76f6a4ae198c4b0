select strftime(OrderDate, '%Y-%m') as month, isodow(OrderDate) >= 6 as weekend,
       avg(ShipDate - OrderDate) as ship, max(DueDate - OrderDate) as due, count(*) as lines
from sales where OrderDate between '2013-01-01' and '2013-06-30' group by 1, 2 order by 1, 2
