select id from partners where lower(name) like '%ångström%'
