select id, closed_on - created_on as took from deals where closed_on - created_on > 90 order by id
