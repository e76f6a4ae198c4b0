select p.id, p.name
from partners p
where p.status = 'active'
  and not exists (
    select 1 from deals d
    where d.partner = p.id and d.created_on > date(:today, '-90 days') and d.created_on <= :today
  )
order by p.id
