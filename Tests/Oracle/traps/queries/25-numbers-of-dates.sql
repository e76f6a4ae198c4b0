select id, year(created_on) as y, quarter(created_on) as q, month(created_on) as m,
       isodow(created_on) as wd, day(created_on) as d
from deals order by id
