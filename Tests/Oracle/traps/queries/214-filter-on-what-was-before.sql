select id from partners p
where (select coalesce(sum(amount), 0) from deals where partner = p.id and year(closed_on) = 2024)
    > (select coalesce(sum(amount), 0) from deals where partner = p.id and year(closed_on) = 2025)
order by id
