with met as (
  select partner, max(done_on) as last_qbr_on from touchpoints where kind = 'qbr' group by 1),
due as (
  select p.*, q.last_qbr_on,
         (coalesce(q.last_qbr_on, p.joined_on) + to_months(
           case when p.tier in ('platinum', 'gold') then 3 when p.tier = 'silver' then 6 else 12 end))::date as due_on
  from partners p left join met q on q.partner = p.id where p.status = 'active' and p.manager is not null)
select d.name, d.tier, m.name as manager, d.last_qbr_on, $today::date - d.due_on as qbr_overdue
from due d join managers m on m.id = d.manager
where d.due_on < $today::date order by qbr_overdue desc, d.id
