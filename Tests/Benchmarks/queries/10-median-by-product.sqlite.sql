select p.name as product, d.middle / 100.0 as middle
from (
  select product, avg(amount) as middle
  from (
    select product, amount, row_number() over (partition by product order by amount) as place,
           count(*) over (partition by product) as many
    from deals
    where amount is not null
  )
  where place in ((many + 1) / 2, many / 2 + 1)
  group by product
) d
join products p on p.id = d.product
order by p.name
