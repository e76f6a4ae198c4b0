select p.id, (select count(*) from partners q where q.type = p.type) as n,
       (select q.name from partners q where q.type = p.type order by q.id limit 1) as who,
       (select coalesce(sum(q.weight), 0) from partners q where q.type = p.type and q.name <> 'Acme Systems') as heavy
from partners p order by p.id
