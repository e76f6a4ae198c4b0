select a.name as account, p.name as partner, d.stage, d.amount, d.created_on, d.closed_on
from deals d join accounts a on a.id = d.account left join partners p on p.id = d.partner
where d.created_on between date_trunc('week', $today::date) and $today::date
   or d.closed_on between date_trunc('week', $today::date) and $today::date
order by d.amount desc nulls last, d.id
