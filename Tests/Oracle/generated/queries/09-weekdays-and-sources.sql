select isodow(created_on) as weekday, month(created_on) as month, count(*) as n, sum(amount) as total
from deals group by 1, 2 order by 1, 2
