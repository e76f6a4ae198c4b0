-- any order
select a.industry, count(*) as accounts
from accounts a
where a.id in (select account from deals)
  and not exists (select 1 from deals d where d.account = a.id and d.stage = 'won')
group by a.industry
order by a.industry
