select id from partners
where name ilike '%acme%' or name ilike 'blue%' or name ilike '%gmbh' order by id
