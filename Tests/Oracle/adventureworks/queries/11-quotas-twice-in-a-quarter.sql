select CalendarYear as year, CalendarQuarter as quarter, count(*) as rows, sum(SalesAmountQuota) as quota,
       count(distinct EmployeeKey) as people
from quotas group by all having count(*) <> count(distinct EmployeeKey) order by 1, 2
