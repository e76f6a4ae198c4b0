select id from deals
where created_on between '2020-12-28' and '2021-01-03' or closed_on between '2024-12-30' and '2025-01-05'
order by id
