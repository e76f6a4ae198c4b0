with a as (
  select p.manager, y.revenue, sum(y.revenue) over w - y.revenue as above, sum(y.revenue) over (partition by p.manager) as total
  from yearly y join partners p using (id)
  window w as (partition by p.manager order by y.revenue desc, p.id rows unbounded preceding))
select m.name as manager,
       case when revenue = 0 then 'tail' when above * 100 < total * 80 then 'contributor'
            when above * 100 < total * 95 then 'potential' else 'tail' end as standing,
       count(*) as partners, sum(revenue) as revenue
from a left join managers m on m.id = a.manager group by m.id, m.name, 2 order by m.name nulls last, m.id, 2
