select id, wallet::double / nullif(weight - 1, 0)::double as ratio from partners order by id
