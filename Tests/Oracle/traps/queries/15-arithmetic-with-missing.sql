select id, wallet * 2 + 1 as more from partners order by id
