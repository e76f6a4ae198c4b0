with r as (
  select p.id, p.name, t.region, coalesce(sum(d.amount), 0) as revenue
  from partners p left join territories t on t.id = p.territory
  left join deals d on d.partner = p.id and d.stage = 'won' group by all)
select region, id, name, revenue from r
qualify row_number() over (partition by region order by revenue desc, id) <= 3
order by region nulls last, revenue desc, id
