with c as (select market, sum(capacity) as capacity from coverages group by 1)
select t.region, m.segment, m.product_line, count(*) as cells, sum(m.accounts) as accounts,
       sum(m.accounts * m.average_spend) as potential,
       sum(m.accounts * m.average_spend * fraction(m.target_share)) as obtainable,
       sum(m.accounts * m.average_spend * fraction(m.target_share) * (1 - fraction(m.reserved_direct))) as addressable,
       coalesce(sum(c.capacity), 0) as capacity, count(*) filter (m.competition = 'high') as hard
from markets m left join c on c.market = m.id left join territories t on t.id = m.territory
group by t.region, m.segment, m.product_line order by t.region nulls last, list_position(['enterprise', 'midmarket', 'smb', 'public'], m.segment),
  list_position(['security', 'network', 'data', 'cloud', 'workplace'], m.product_line)
