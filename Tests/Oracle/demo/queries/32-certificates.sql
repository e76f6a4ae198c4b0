select p.name, p.tier, min(c.expires_on) filter (c.expires_on >= $today::date) as certification_due,
       count(*) filter (c.required and c.expires_on >= $today::date) as valid,
       count(*) filter (c.required and c.expires_on < $today::date) as expired,
       count(*) filter (c.required and c.completed_on is null) as open
from partners p join certifications c on c.partner = p.id group by p.id, p.name, p.tier
having certification_due <= $today::date + 60 order by certification_due, p.name
