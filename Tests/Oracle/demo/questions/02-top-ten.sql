select p.name, y.revenue as yearly_revenue, y.revenue::double / (sum(y.revenue) over ())::double as part
from yearly y join partners p using (id) order by y.revenue desc, id limit 10
