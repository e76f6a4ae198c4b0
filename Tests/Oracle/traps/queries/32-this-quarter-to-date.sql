select id from deals where closed_on between '2025-04-01' and '2025-06-15' order by id
