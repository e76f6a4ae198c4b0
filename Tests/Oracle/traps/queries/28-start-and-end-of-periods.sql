select id, date_trunc('quarter', created_on)::date as first, last_day(created_on) as last
from deals order by id
