select id from deals where created_on between '2024-12-23' and '2025-01-05' order by id
