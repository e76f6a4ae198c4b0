select id from partners order by wallet desc nulls last, id
