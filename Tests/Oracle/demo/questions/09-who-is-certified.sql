select p.name, count(distinct c.person) as people
from placed p join certifications c on c.partner = p.id join courses k on k.id = c.course
join products r on r.id = k.product
where p.region = 'Europe' and c.completed_on is not null and c.expires_on >= $today::date
  and r.line = 'security'
group by p.id, p.name order by people desc, p.id
