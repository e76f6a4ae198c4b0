select row_number() over w as rank, p.name, p.tier, m.name as manager, y.revenue,
       y.revenue::double / (sum(y.revenue) over ())::double as part,
       (sum(y.revenue) over w)::double / (sum(y.revenue) over ())::double as so_far
from yearly y join partners p using (id) left join managers m on m.id = p.manager
window w as (order by y.revenue desc, id rows unbounded preceding)
order by y.revenue desc, id limit 10
