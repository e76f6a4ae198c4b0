select id from deals where closed_on > '2024-06-30' and closed_on <= '2025-06-30' order by id
