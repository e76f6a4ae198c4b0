select count(*) as deals, coalesce(sum(d.amount), 0) / 100.0 as total
from partners p
join deals d on d.partner = p.id
where p.name like '%north%'
