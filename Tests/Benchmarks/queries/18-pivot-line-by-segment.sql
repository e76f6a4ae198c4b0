-- any order
-- Added up per product first, as the deals have no line.
select p.line,
       coalesce(sum(d.revenue) filter (d.segment = 'enterprise'), 0) as enterprise,
       coalesce(sum(d.revenue) filter (d.segment = 'midmarket'), 0) as midmarket,
       coalesce(sum(d.revenue) filter (d.segment = 'smb'), 0) as smb,
       coalesce(sum(d.revenue) filter (d.segment = 'public'), 0) as public
from (
  select product, segment, sum(amount) as revenue
  from deals
  where stage = 'won'
  group by product, segment
) d
left join products p on p.id = d.product
group by p.line
order by p.line
