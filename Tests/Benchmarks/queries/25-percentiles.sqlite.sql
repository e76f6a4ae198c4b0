with won as materialized (
  select p.line, d.segment, d.amount, julianday(d.closed_on) - julianday(d.created_on) as days
  from deals d
  left join products p on p.id = d.product
  where d.stage = 'won'
), amounts as (
  select line, segment, amount,
         row_number() over (partition by line, segment order by amount) - 1 as place,
         count(amount) over (partition by line, segment) - 1 as last
  from won
  where amount is not null
), spans as (
  select line, segment, days,
         row_number() over (partition by line, segment order by days) - 1 as place,
         count(days) over (partition by line, segment) - 1 as last
  from won
  where days is not null
), of_amounts as (
  select line, segment,
         avg(amount) filter (where place in (last / 2, (last + 1) / 2)) / 100.0 as middle,
         max(amount) filter (where place = last * 9 / 10) as below,
         max(amount) filter (where place = min(last * 9 / 10 + 1, last)) as above,
         last * 0.9 - last * 9 / 10 as part
  from amounts
  group by line, segment
), of_spans as (
  select line, segment, avg(days) filter (where place in (last / 2, (last + 1) / 2)) as days
  from spans
  group by line, segment
)
select a.line, a.segment, a.middle, (a.below + (a.above - a.below) * a.part) / 100.0 as high, s.days
from of_amounts a
join of_spans s on s.line is a.line and s.segment is a.segment
