select stage, count(*) as accounts, avg(total::double) as mean, max(total) as biggest from (
  select account, stage, sum(amount) as total from deals group by account, stage having coalesce(sum(amount), 0) > 0)
group by stage order by accounts desc, stage nulls last
