with sold as (
  select p.tier, year(closed_on) as y, sum(amount) as revenue from deals d left join partners p on p.id = d.partner
  where stage = 'won' group by all),
n as (
  select p.tier, year(created_on) as y, count(*) as n from deals d left join partners p on p.id = d.partner
  where amount is not null group by all)
select n.tier, n.y::varchar as year, n, s.revenue, coalesce(s.revenue, 0) as both
from n left join sold s on s.tier = n.tier and s.y = n.y
order by coalesce(list_position(['platinum', 'gold', 'silver', 'registered'], n.tier), 9), n.tier nulls last, n.y
