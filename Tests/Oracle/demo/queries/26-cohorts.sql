with f as (select p.*, (select min(closed_on) from deals d where d.partner = p.id and stage = 'won') as first_won
           from partners p where joined_on is not null)
select year(joined_on)::varchar as year, count(*) as joined, count(first_won) as sold, median(first_won - joined_on) as days,
       count(*) filter (status = 'active') as active, count(first_won)::double / count(*) as activated
from f group by 1 order by 1
