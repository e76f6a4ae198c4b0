select id, wallet * (1 - discount) as net, wallet * discount as off from partners order by id
