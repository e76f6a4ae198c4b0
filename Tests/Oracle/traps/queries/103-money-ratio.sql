select (select sum(wallet)::double from partners) /
       (select sum(quota)::double from managers where id in (select manager from partners)) as ratio, 11 as n
