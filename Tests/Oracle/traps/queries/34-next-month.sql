select id from deals where closed_on between '2025-06-01' and '2025-06-30' order by id
