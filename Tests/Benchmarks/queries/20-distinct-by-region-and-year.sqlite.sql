-- Each different combination once, then counted per column.
with seen as materialized (
  select distinct t.region, cast(substr(d.created_on, 1, 4) as integer) as year,
         d.account, d.product
  from deals d
  left join partners p on p.id = d.partner
  left join territories t on t.id = p.territory
)
select region, year, count(distinct account) as accounts, count(distinct product) as products
from seen
group by region, year
order by region nulls last, year
