select p.line,
       coalesce(sum(d.revenue) filter (where d.segment = 'enterprise'), 0) / 100.0 as enterprise,
       coalesce(sum(d.revenue) filter (where d.segment = 'midmarket'), 0) / 100.0 as midmarket,
       coalesce(sum(d.revenue) filter (where d.segment = 'smb'), 0) / 100.0 as smb,
       coalesce(sum(d.revenue) filter (where d.segment = 'public'), 0) / 100.0 as public
from (
  select product, segment, sum(amount) as revenue
  from deals
  where stage = 'won'
  group by product, segment
) d
left join products p on p.id = d.product
group by p.line
