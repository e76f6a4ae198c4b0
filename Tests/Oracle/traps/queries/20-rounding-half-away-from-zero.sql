select id, round(amount * 0.5, 2) as cent, round(amount * 0.125) as ten, ceil(amount) as up, floor(amount) as down,
       abs(amount) as size
from deals where amount is not null order by id
