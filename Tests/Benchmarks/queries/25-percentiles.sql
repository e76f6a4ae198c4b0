-- any order
-- A percentile of decimals is cut to their scale.
-- within 0.01
select p.line, d.segment, median(d.amount) as middle, quantile_cont(d.amount, 0.9) as high,
       median(d.closed_on - d.created_on) as days
from deals d
left join products p on p.id = d.product
where d.stage = 'won'
group by p.line, d.segment
order by p.line, d.segment
