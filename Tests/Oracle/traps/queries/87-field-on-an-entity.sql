with f as (select partner, min(created_on) as first_on from deals group by partner)
select strftime(created_on, '%Y') as year, count(distinct d.partner) as partners,
       count(distinct d.partner) filter (year(first_on) = year(created_on)) as fresh
from deals d left join f using (partner) group by 1 order by 1
