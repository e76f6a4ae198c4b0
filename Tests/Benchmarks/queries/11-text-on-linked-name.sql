select count(*) as deals, coalesce(sum(d.amount), 0) as total
from deals d
join partners p on p.id = d.partner
where p.name ilike '%north%'
