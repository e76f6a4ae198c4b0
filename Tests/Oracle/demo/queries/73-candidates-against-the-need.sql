with c as (select market, sum(capacity) as capacity, sum(headroom) as headroom from coverages group by 1),
a as (
  select m.territory, m.accounts * m.average_spend * fraction(m.target_share) * (1 - fraction(m.reserved_direct)) as addressable,
         coalesce(c.capacity, 0) as capacity, coalesce(c.headroom, 0) as headroom
  from markets m left join c on c.market = m.id),
s as (
  select t.region, sum(ceil(round(ceil(greatest(0, greatest(0, addressable - capacity) - headroom)::double / 600000) / 0.4, 9)))
           ::bigint as to_sign
  from a join territories t on t.id = a.territory group by 1),
k as (
  select t.region, count(*) as candidates, max(fraction(fit)) as best
  from candidates c join territories t on t.id = c.territory group by 1)
select s.region, s.to_sign, k.candidates, k.best from s left join k on k.region = s.region order by s.region
