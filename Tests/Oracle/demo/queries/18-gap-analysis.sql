with c as (select market, sum(capacity) as capacity, sum(headroom) as headroom from coverages group by 1),
a as (
  select m.*, m.accounts * m.average_spend * fraction(m.target_share) * (1 - fraction(m.reserved_direct)) as addressable,
         coalesce(c.capacity, 0) as capacity, coalesce(c.headroom, 0) as headroom
  from markets m left join c on c.market = m.id),
g as (select *, least(addressable, capacity) as covered, addressable - least(addressable, capacity) as gap from a),
d as (select *, least(gap, headroom) as develop, ceil((gap - least(gap, headroom))::double / 600000) as productive from g)
select t.name as territory, count(*) as cells, sum(addressable) as addressable, sum(covered) as covered, sum(gap) as gap,
       sum(develop) as develop, sum(productive)::bigint as productive, sum(ceil(round(productive / 0.4, 9)))::bigint as to_sign,
       count(*) filter (capacity::double / nullif(addressable, 0)::double > 1.5) as crowded,
       count(*) filter (capacity = 0 and addressable > 0) as empty,
       sum(gap)::double / sum(addressable)::double as part
from d left join territories t on t.id = d.territory group by t.id, t.name order by t.name nulls last
