select id from deals where closed_on between '2025-01-01' and '2025-03-31' order by id
