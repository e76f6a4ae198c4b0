select a.name as account, p.name as partner, m.name as manager, d.amount, d.close_by
from opportunities d join accounts a on a.id = d.account left join managers m on m.id = d.manager
left join partners p on p.id = d.partner
where d.is_open and d.close_by < $today::date order by d.amount desc nulls last, d.id
