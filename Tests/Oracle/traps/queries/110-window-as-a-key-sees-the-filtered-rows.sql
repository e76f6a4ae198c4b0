select mates, count(*) as n
from (select count(*) over (partition by account) as mates from deals where amount > 5000)
group by mates order by mates
