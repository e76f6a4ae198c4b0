select id, null as a, null as b, null as c, null as d, true as e, null as f, 5 as g, 2 as h, null as j,
       null as k, '<>' as l, false as m, false as n
from deals order by id limit 3
