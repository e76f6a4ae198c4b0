select t.region, strftime(d.created_on, '%Y') as year, count(distinct d.account) as accounts,
       count(distinct d.partner) as partners, count(*) as deals
from deals d left join partners p on p.id = d.partner left join territories t on t.id = p.territory
group by 1, 2 order by 1 nulls last, 2
