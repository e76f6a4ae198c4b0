with e as (select * from employees)
select b.EmployeeKey as id, count(*) as people, count(*) filter (r.CurrentFlag = 1) as current,
       count(*) filter (exists (select 1 from e x where x.ParentEmployeeKey = r.EmployeeKey)) as bosses,
       min(r.HireDate) as first_hired,
       sum((select count(*) from e x where x.ParentEmployeeKey = r.EmployeeKey))::bigint as next_level
from e b join e r on r.ParentEmployeeKey = b.EmployeeKey group by b.EmployeeKey order by b.EmployeeKey
