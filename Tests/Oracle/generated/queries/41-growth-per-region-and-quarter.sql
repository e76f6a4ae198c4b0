with q as (select unnest(range(date '2021-07-01', date '2025-01-01', interval 3 month))::date as d),
     x as (select t.region, date_trunc('quarter', d.closed_on)::date as d, d.stage, d.amount, d.account
           from deals d left join partners p on p.id = d.partner left join territories t on t.id = p.territory),
     r as (select distinct region from x),
     v as (select r.region, q.d, coalesce(sum(amount) filter (stage = 'won'), 0) as won,
                  count(*) filter (stage = 'won') / nullif(count(*) filter (stage in ('won', 'lost')), 0)::double as rate,
                  count(distinct account) as accounts
           from r cross join q left join x on x.region is not distinct from r.region and x.d = q.d group by 1, 2)
select a.region, year(a.d) || '-Q' || quarter(a.d) as q, a.won, b.won as before,
       (a.won - b.won)::double / nullif(b.won, 0)::double as quarterly,
       (a.won - c.won)::double / nullif(c.won, 0)::double as yearly,
       (a.rate - c.rate) / nullif(c.rate, 0) as rate,
       (a.accounts - c.accounts) / nullif(c.accounts, 0)::double as accounts
from v a join v b on b.region is not distinct from a.region and b.d = a.d - interval 3 month
     join v c on c.region is not distinct from a.region and c.d = a.d - interval 1 year
where a.d >= '2022-07-01' order by a.region nulls last, a.d
