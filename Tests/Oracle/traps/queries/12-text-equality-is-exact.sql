select id from partners where name = 'acme systems'
