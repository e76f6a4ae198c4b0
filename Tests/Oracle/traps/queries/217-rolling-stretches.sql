select p.id, count(*) filter (closed_on > '2023-12-31' and closed_on <= '2024-03-31') as months,
       count(*) filter (closed_on > '2024-09-30' and closed_on <= '2024-12-31') as before,
       count(*) filter (closed_on between date '2025-03-31' - 179 and date '2025-03-31' - 90) as days,
       count(*) filter (closed_on between date '2025-03-31' - 20 and date '2025-03-31' - 7) as week
from partners p left join deals d on d.partner = p.id group by p.id order by p.id
