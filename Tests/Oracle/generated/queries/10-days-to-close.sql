select p.name as product, stage, avg(closed_on - created_on) as mean, median(closed_on - created_on) as middle,
       max(closed_on - created_on) as longest
from deals d join products p on p.id = d.product where closed_on is not null group by p.name, stage
order by p.name, list_position(['won', 'lost'], stage)
