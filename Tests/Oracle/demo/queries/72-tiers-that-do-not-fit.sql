select tier,
       case when revenue < 50000 then '4 registered' when revenue < 200000 or coalesce(certified, 1) < 0.5 then '3 silver'
            when revenue < 500000 then '2 gold' else '1 platinum' end as earned,
       count(*) as partners, sum(revenue) as revenue
from judged where status = 'active' and joined_on <= date '2025-08-19'
group by 1, 2 order by list_position(['platinum', 'gold', 'silver', 'registered'], tier), 2
