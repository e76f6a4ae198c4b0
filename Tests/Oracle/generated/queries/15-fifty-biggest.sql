select id, amount, created_on from deals order by amount desc, created_on, id limit 50
