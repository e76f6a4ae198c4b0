with c as (
  select *, exists (from certifications n where n.partner = c.partner and n.person = c.person
                    and n.course = c.course and n.assigned_on > c.assigned_on) as renewed
  from certifications c where required)
select p.name, p.tier, m.name as manager,
       (select max(done_on) from touchpoints where partner = p.id) as last_touch_on,
       (select max(done_on) from touchpoints where partner = p.id and kind = 'qbr') + interval 3 months as qbr_due_on,
       y.revenue as yearly_revenue,
       (select sum(amount) from opportunities where partner = p.id and is_open) as pipeline,
       (select count(*) filter (completed_on is not null and expires_on >= $today::date) / count(*)
        from c where partner = p.id and not renewed) as training_completion,
       y.revenue::double / (select sum(amount) from targets where partner = p.id and metric = 'revenue'
                            and period in ('2025-Q3', '2025-Q4', '2026-Q1', '2026-Q2'))::double as attainment
from partners p join yearly y using (id) join managers m on m.id = p.manager
where p.name = 'Highland Business Systems'
