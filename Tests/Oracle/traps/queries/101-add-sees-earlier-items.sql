select id, weight * 2 as double, weight * 3 as again from partners order by id
