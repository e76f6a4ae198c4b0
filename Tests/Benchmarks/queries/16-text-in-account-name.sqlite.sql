select a.size, count(*) as deals, coalesce(sum(d.amount) filter (where d.stage = 'won'), 0) / 100.0
         as won
from accounts a
join deals d on d.account = a.id
where a.name like '%clinic%'
group by a.size
