select count(*) filter (closed_on = '2024-02-28') as of_a_day,
       count(*) filter (closed_on between '2024-02-01' and '2024-02-29') as of_the_month,
       count(*) filter (closed_on between '2024-02-01' and '2024-02-28') as to_date,
       count(*) filter (created_on = '2023-02-28') as from_leap_day,
       count(*) filter (closed_on > '2023-02-28' and closed_on <= '2024-02-28') as rolling
from deals
