with r as (
  select t.region, date_trunc('quarter', d.closed_on) as m, sum(amount) as revenue
  from deals d left join partners p on p.id = d.partner left join territories t on t.id = p.territory
  where d.stage = 'won' group by 1, 2)
select region, year(m) || '-Q' || quarter(m) as q, revenue, lag(revenue) over w as before, row_number() over w as k,
       (revenue - lag(revenue) over w)::double / nullif(lag(revenue) over w, 0)::double as growth
from r window w as (partition by region order by m) order by region nulls last, m
