select d.id, p.name as partner, a.name as account, m.name as manager, d.stage, d.amount, d.close_by,
       $today::date - d.close_by as late
from opportunities d left join partners p on p.id = d.partner join accounts a on a.id = d.account
left join managers m on m.id = d.manager
where d.is_open and d.close_by < $today::date and d.created_on > date '2025-08-19'
order by d.amount desc nulls last, d.id limit 25
