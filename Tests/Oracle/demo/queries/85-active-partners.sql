with p as (
  select p.*, (select min(closed_on) from deals d where d.partner = p.id and d.stage = 'won') as first_won,
    (select max(closed_on) from deals d where d.partner = p.id and d.stage = 'won') as last_won,
    (select max(done_on) from touchpoints t where t.partner = p.id) as last_touch
  from partners p)
select year(joined_on)::varchar as year,
  count(*) filter (greatest(coalesce(last_won, date '1900-01-01'), coalesce(last_touch, date '1900-01-01'))
    > $today::date - interval 12 month) as active_partners,
  count(*) filter (last_won > $today::date - interval 12 month) as selling_partners,
  count(first_won) filter (joined_on is not null) / nullif(count(joined_on), 0)::double as activation_rate,
  median(first_won - joined_on) as time_to_first_deal,
  count(first_won) filter (joined_on is not null) || ' of ' || count(joined_on) as time_to_first_deal_n
from p group by 1 order by 1 nulls last
