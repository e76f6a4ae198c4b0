select id, amount from deals order by amount nulls last, id limit 4
