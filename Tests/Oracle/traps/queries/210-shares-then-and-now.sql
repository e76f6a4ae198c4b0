with q as (select unnest(range(date '2024-07-01', date '2025-07-01', interval 3 month))::date as d),
     x as (select p.tier, case when p.tier is null then 99 else p.tier_rank end as rank, date_trunc('quarter', d.closed_on)::date as d, amount, stage
           from deals d left join partners p on p.id = d.partner),
     t as (select distinct tier, rank from x),
     v as (select t.tier, t.rank, q.d, coalesce(sum(amount) filter (stage = 'won' and amount > 0), 0) as won
           from t cross join q left join x on x.tier is not distinct from t.tier and x.d = q.d group by all),
     s as (select *, won::double / nullif(sum(won) over (partition by d), 0)::double as part from v),
     total as (select sum(won) as all_before from v where d < '2025-04-01')
select a.tier, year(a.d) || '-Q' || quarter(a.d) as q, a.part, b.part as part_before,
       (a.part - b.part) / nullif(b.part, 0) as shift, b.won::double / total.all_before::double as of_all
from s a join s b on b.tier is not distinct from a.tier and b.d = a.d - interval 3 month cross join total
where a.d >= '2024-10-01' order by a.tier is null, a.rank, a.tier, a.d
