-- What the built-in model computes, said again.
create macro fraction(percent) as replace(percent, '%', '')::decimal(5, 0) * 0.01;
create view placed as
  select p.*, t.name as territory_name, t.region,
    coalesce(case when t.level = 'territory' then t.name end, u.name) as land
  from partners p left join territories t on t.id = p.territory left join territories u on u.id = t.parent;
create view opportunities as
  select d.*, d.stage not in ('won', 'lost') as is_open,
    case when d.stage = 'won' then d.closed_on end as won_on, t.region
  from deals d left join territories t on t.id = d.territory;
-- Won amounts of partners in the last four complete quarters.
create view yearly as
  select p.id, coalesce(sum(d.amount), 0) as revenue
  from partners p
  left join deals d on d.partner = p.id and d.stage = 'won'
    and d.closed_on between date '2025-07-01' and date '2026-06-30'
  group by p.id;
