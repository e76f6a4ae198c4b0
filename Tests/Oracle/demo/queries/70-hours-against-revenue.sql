-- within 0.0000001
with t as (select partner, sum(hours) as hours from touchpoints where done_on between '2026-04-01' and '2026-06-30' group by 1),
d as (
  select partner, sum(amount) filter (stage = 'won' and closed_on between '2026-04-01' and '2026-06-30') as revenue,
         sum(amount) filter (created_on between '2026-04-01' and '2026-06-30') as opened
  from deals group by 1)
select class, count(*) as partners, sum(hours) as hours, sum(d.revenue) as revenue, sum(opened) as opened,
       sum(hours)::double / (sum(sum(hours)) over ())::double as of_hours
from (select id, class from judged) j left join t on t.partner = j.id left join d on d.partner = j.id
group by class order by class
