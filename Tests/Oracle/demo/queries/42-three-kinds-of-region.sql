select d.region as customer, p.region as partner, t.region as manager, sum(d.amount) as revenue
from opportunities d left join placed p on p.id = d.partner left join managers m on m.id = d.manager
left join territories t on t.id = m.territory
where d.won_on between '2025-01-01' and '2025-12-31'
group by 1, 2, 3 having d.region is distinct from p.region or d.region is distinct from t.region
order by 1 nulls last, 2 nulls last, 3 nulls last
