select source, coalesce(sum(amount) filter (stage = 'won'), 0) as revenue,
       count(*) filter (stage = 'won') / nullif(count(*) filter (stage in ('won', 'lost')), 0) as win_rate
from deals group by source order by list_position(['partner', 'vendor', 'marketing'], source) nulls last
