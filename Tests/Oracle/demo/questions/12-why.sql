-- stages
select 'deals' as text, count(*) as rows from deals
union all
select 'where partner = "Highland Business Systems"', count(*)
from deals where partner = (select id from partners where name = 'Highland Business Systems')
union all
select 'summarize revenue(during last 6 months)', 1
