select id from deals
where created_on between '2024-07-01' and '2024-12-31' or closed_on between '2024-01-01' and '2024-06-30'
order by id
