select p.id, (select coalesce(sum(amount), 0) from (select amount from deals d where d.partner = p.id and stage = 'won'
              order by amount desc, d.id limit 2)) as best,
       (select count(*) from deals d where d.partner = p.id and amount > 1000) as n
from partners p order by p.id
