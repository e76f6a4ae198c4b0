select id, lower(name) as low, upper(name) as up, length(name) as n, left(name, 3) as l, right(name, 3) as r,
       replace(name, 'e', '__') as x
from partners order by id
