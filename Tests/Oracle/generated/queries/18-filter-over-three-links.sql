-- any order
select d.source, count(*) as n, sum(amount) as total
from deals d left join partners p on p.id = d.partner left join managers m on m.id = p.manager
left join territories mt on mt.id = m.territory left join territories t on t.id = p.territory
where mt.region is not distinct from t.region and amount between 5000 and 20000 group by d.source
