select id, closed_on from deals where closed_on between '2024-12-31' and '2025-01-05' order by id
