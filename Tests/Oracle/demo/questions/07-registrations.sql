select p.name as partner, a.name as account, r.status, r.submitted_on, r.expires_on,
       (select count(distinct partner) from deals where account = r.account and partner != r.partner) as rivals
from registrations r join partners p on p.id = r.partner join accounts a on a.id = r.account
where r.status = 'pending' or r.expires_on between $today::date and $today::date + 30
order by r.id
