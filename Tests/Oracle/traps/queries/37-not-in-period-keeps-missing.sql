select id from deals where closed_on is null or year(closed_on) <> 2024 order by id
