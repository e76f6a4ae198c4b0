select p.name, m.name as manager, (select max(done_on) from touchpoints where partner = p.id) as last_touch_on,
       y.revenue as yearly_revenue
from partners p join yearly y using (id) left join managers m on m.id = p.manager
where p.status = 'active'
  and not exists (from deals where partner = p.id and created_on > $today::date - 90)
  and not exists (from touchpoints where partner = p.id and done_on > $today::date - 90 and done_on <= $today::date)
order by y.revenue desc, p.id
