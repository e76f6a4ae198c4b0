with w as (select *, created_on between '2026-08-17' and '2026-08-19' as fresh,
                  closed_on between '2026-08-17' and '2026-08-19' as decided from opportunities)
select region, count(*) filter (fresh) as opened, count(*) filter (decided and stage = 'won') as won,
       count(*) filter (decided and stage = 'lost') as lost,
       coalesce(sum(amount) filter (decided and stage = 'won'), 0) as revenue
from w where fresh or decided group by region order by region
