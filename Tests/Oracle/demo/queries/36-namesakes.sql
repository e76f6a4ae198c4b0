select p.id, p.name, p.country,
       (select count(*) from commitments c where c.partner = p.id and (contains(text, chr(10)) or contains(text, '"'))) as texts,
       (select count(*) from ratings r where r.partner = p.id and contains(reason, chr(10))) as marked
from partners p
where p.name in (select name from partners group by name having count(*) > 1) or contains(p.name, '"')
order by p.name, p.id
