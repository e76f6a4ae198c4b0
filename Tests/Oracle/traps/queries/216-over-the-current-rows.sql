with x as (select id, sum(case when closed_on between '2024-10-01' and '2024-12-31' then amount else 0 end) over p as q_before,
                  sum(case when closed_on between '2024-10-01' and '2024-12-31' then amount else 0 end) over () as all_before,
                  count(*) filter (closed_on between '2025-01-01' and '2025-03-31') over p as n,
                  count(*) filter (closed_on between '2024-10-01' and '2024-12-31') over p as b
           from deals window p as (partition by partner))
select id, coalesce(q_before, 0) as q_before, coalesce(all_before, 0) as all_before, (n - b) / nullif(b, 0)::double as grown from x order by id
