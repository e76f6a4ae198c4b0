select id from deals where stage is null or closed_on is null order by id
