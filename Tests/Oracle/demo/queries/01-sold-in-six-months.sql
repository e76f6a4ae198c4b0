select p.name, sum(d.amount) as sold, count(*) as deals
from partners p join deals d on d.partner = p.id
where p.name = 'Highland Business Systems' and d.stage = 'won'
  and d.closed_on between date '2026-02-01' and date '2026-07-31'
group by p.name
