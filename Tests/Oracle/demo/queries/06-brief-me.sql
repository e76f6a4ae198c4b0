select p.name, p.tier, p.type, p.region, p.territory_name as territory, m.name as manager, p.joined_on,
       (select max(done_on) from touchpoints where partner = p.id) as last_touch_on,
       (select min(expires_on) from certifications where partner = p.id and expires_on >= $today::date)
         as certification_due,
       count(*) filter (d.is_open) as open, sum(d.amount) filter (d.is_open) as pipeline,
       sum(d.amount) filter (d.won_on between '2026-01-01' and $today::date) as this_year,
       sum(d.amount) filter (d.won_on between '2025-01-01' and '2025-12-31') as last_year,
       count(distinct d.account) filter (d.stage = 'won') as customers,
       (select count(*) from registrations where partner = p.id and status = 'pending') as pending,
       (select count(*) from commitments where partner = p.id and done_on is null and due_on < $today::date) as owed,
       (select count(*) from feedback where partner = p.id and status = 'open') as questions
from placed p join opportunities d on d.partner = p.id left join managers m on m.id = p.manager
where p.name = 'Evergreen Cloud Systems' group by all
