select year(closed_on)::varchar as year, count(*) as decided, count(*) filter (closed_on > close_by) as late,
       median(closed_on - close_by) as slip, max(closed_on - close_by) as worst,
       median(closed_on - created_on) filter (stage = 'won') as to_win,
       (count(*) filter (closed_on > close_by))::double / count(*) as part
from deals where closed_on is not null group by 1 order by 1
