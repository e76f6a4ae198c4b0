select a.name as account, d.stage, d.amount, d.close_by
from opportunities d join partners p on p.id = d.partner join accounts a on a.id = d.account
where p.name = 'Highland Business Systems' and d.is_open and d.close_by between '2026-07-01' and '2026-09-30'
order by d.close_by, d.amount, d.id
