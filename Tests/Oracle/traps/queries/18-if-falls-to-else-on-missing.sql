select id, case when wallet > 90000 then 'big' when wallet <= 90000 then 'small' else 'unknown' end as size
from partners order by id
