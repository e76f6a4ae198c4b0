select id from deals where created_on > date '2025-06-30' - 90 and created_on <= '2025-06-30' order by id
