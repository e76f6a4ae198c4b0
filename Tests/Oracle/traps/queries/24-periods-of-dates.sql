select id, strftime(created_on, '%Y') as y, year(created_on) || '-Q' || quarter(created_on) as q,
       strftime(created_on, '%Y-%m') as m, strftime(created_on, '%G-W%V') as w
from deals order by id
