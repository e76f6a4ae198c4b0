select id from deals where not coalesce(amount between 1 and 50000, false) order by id
