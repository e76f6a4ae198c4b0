select id, amount from deals order by amount nulls last, created_on desc nulls last, id limit 5
