-- within 0.000000001
with r as (
  select p.id, t.region, coalesce(sum(d.amount), 0) as revenue
  from partners p left join territories t on t.id = p.territory
  left join deals d on d.partner = p.id and d.stage = 'won' group by all),
s as (select region, revenue::double / (sum(revenue) over (partition by region))::double as part from r)
select region, sum(part * part) as hhi, count(*) as partners, max(part) as biggest
from s group by region order by region nulls last
