select p.id, (select amount from deals d where d.partner = p.id and amount is not null order by d.id limit 1) as f,
       (select amount from deals d where d.partner = p.id and stage = 'won' and amount is not null
        order by d.id desc limit 1) as l
from partners p order by p.id
