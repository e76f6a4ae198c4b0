select id, (created_on + interval 1 month)::date as next, (created_on + interval 1 year)::date as year_on,
       (created_on - interval 1 month)::date as before, created_on + 30 as day_on
from deals order by id
