with cents as (
  select stage, created_on, id, cast(amount * 100 as hugeint) as amount,
         cast(amount * 100 as hugeint) - 2000000 as change
  from deals),
ends as (
  select *, greatest(max(amount) over s, 0) as high, least(min(amount) over s, 0) as low,
         greatest(max(change) over s, 0) as top, least(min(change) over s, 0) as bottom
  from cents window s as (partition by stage)),
marks as (
  select stage, created_on, id,
         case when amount is null then '·' when high = low then '▁'
              else substr('▁▂▃▄▅▆▇█', cast(1 + (14 * (amount - low) + high - low) // (2 * (high - low)) as int), 1)
         end as amount,
         case when change is null then '·' when top = bottom then '▁'
              else substr('▁▂▃▄▅▆▇█', cast(1 + (14 * (change - bottom) + top - bottom) // (2 * (top - bottom)) as int), 1)
         end as change
  from ends)
select stage, count(*) as n, string_agg(amount, '' order by created_on nulls last, id) as trend,
       string_agg(change, '' order by created_on nulls last, id) as change
from marks group by stage order by stage nulls last
