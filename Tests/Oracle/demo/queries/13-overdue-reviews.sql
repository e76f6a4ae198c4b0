with l as (
  select p.*, coalesce((select max(done_on) from touchpoints t where t.partner = p.id and t.kind = 'qbr'), p.joined_on) as last,
         case when p.tier in ('platinum', 'gold') then 91 when p.tier = 'silver' then 182 else 365 end as every
  from partners p where p.status = 'active' and p.manager is not null)
select l.name, l.tier, m.name as manager, l.last, l.last + l.every as due, $today::date - (l.last + l.every) as late
from l join managers m on m.id = l.manager where l.last + l.every < $today::date order by late desc, l.name
