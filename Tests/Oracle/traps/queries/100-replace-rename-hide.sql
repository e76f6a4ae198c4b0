select id, wallet * weight as wallet, weight + 1 as load from partners order by id
