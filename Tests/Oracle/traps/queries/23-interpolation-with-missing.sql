select p.id, p.name || ' (' || coalesce(p.tier, '') || ', ' || coalesce(t.region, '') || ')' as label
from partners p left join territories t on t.id = p.territory order by p.id
