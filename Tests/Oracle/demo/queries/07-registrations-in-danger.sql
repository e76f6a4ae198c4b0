select r.id, p.name as partner, a.name as account, r.status, r.submitted_on, r.expires_on,
       (select count(distinct partner) from deals x where x.account = r.account) - 1 as others
from registrations r join partners p on p.id = r.partner join accounts a on a.id = r.account
left join opportunities d on d.id = r.deal
where r.status = 'pending' and r.submitted_on < $today::date - 14
   or r.status = 'approved' and r.expires_on between $today::date and $today::date + 30 and d.is_open
order by list_position(['pending', 'approved'], r.status), r.id
