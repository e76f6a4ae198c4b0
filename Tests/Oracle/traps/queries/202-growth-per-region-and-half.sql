with q as (select unnest(range(date '2024-01-01', date '2025-07-01', interval 3 month))::date as d),
     x as (select t.region, date_trunc('quarter', d.closed_on)::date as d, d.stage, d.amount
           from deals d left join partners p on p.id = d.partner left join territories t on t.id = p.territory),
     r as (select distinct region from x),
     v as (select r.region, q.d, coalesce(sum(amount) filter (stage = 'won'), 0) as won,
                  count(*) filter (stage = 'won') as n, count(*) filter (stage in ('won', 'lost')) as decided
           from r cross join q left join x on x.region is not distinct from r.region and x.d = q.d group by 1, 2),
     rates as (select *, n / nullif(decided, 0)::double as rate from v)
select a.region, year(a.d) || '-Q' || quarter(a.d) as q, a.rate,
       (a.rate - c.rate) / nullif(c.rate, 0) as rate_change,
       (a.won - b.won)::double / nullif(b.won, 0)::double as grown
from rates a join rates b on b.region is not distinct from a.region and b.d = a.d - interval 3 month
     join rates c on c.region is not distinct from a.region and c.d = a.d - interval 6 month
where a.d >= '2024-07-01' order by a.region nulls last, a.d
