select id, amount from deals where not coalesce(amount < 5000, false) order by id
