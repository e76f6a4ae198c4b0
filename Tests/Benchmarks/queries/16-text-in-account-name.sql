-- any order
select a.size, count(*) as deals, coalesce(sum(d.amount) filter (d.stage = 'won'), 0) as won
from deals d
join accounts a on a.id = d.account
where a.name ilike '%clinic%'
group by a.size
order by a.size
