select p.id, count(*) filter (created_on between '2024-02-01' and '2024-02-29') as month,
       count(*) filter (created_on between '2024-01-01' and '2024-01-31') as months,
       count(*) filter (created_on between '2023-10-01' and '2023-12-31') as quarter,
       count(*) filter (created_on between '2023-01-01' and '2023-03-31') as year
from partners p left join deals d on d.partner = p.id group by p.id order by p.id
