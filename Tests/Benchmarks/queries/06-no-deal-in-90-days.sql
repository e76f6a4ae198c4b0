select p.id, p.name
from partners p
where p.status = 'active'
  and not exists (
    from deals d
    where d.partner = p.id and d.created_on > $today::date - 90 and d.created_on <= $today::date
  )
order by p.id
