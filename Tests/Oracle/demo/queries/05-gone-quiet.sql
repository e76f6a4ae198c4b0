select p.name, p.tier, m.name as manager, max(d.created_on) as last_deal,
       $today::date - max(d.created_on) as silent,
       (select max(done_on) from touchpoints t where t.partner = p.id) as last_touch_on
from partners p join deals d on d.partner = p.id left join managers m on m.id = p.manager
where p.status = 'active'
group by p.id, p.name, p.tier, m.name
having bool_or(d.stage = 'won') and max(d.created_on) <= $today::date - 90
order by silent desc, p.name
