select id, least(amount, 10) as low, greatest(amount, 10) as high from deals order by id
