select d.stage, strftime(d.created_on, '%Y') as year, count(distinct account) as accounts,
       any_value(s.accounts) as in_stage, any_value(s.mean) as mean, (select count(distinct account) from deals) as overall
from deals d join (
  select stage, count(distinct account) as accounts, avg(amount::double) as mean from deals group by stage) s
  on s.stage is not distinct from d.stage
group by d.stage, year order by d.stage nulls last, year
