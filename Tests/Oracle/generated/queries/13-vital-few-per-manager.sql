with r as (
  select p.id, p.manager, count(*) over (partition by p.manager) as mates,
         (select coalesce(sum(amount), 0) from deals d where d.partner = p.id and stage = 'won') as revenue
  from partners p),
s as (
  select *, sum(revenue) over (partition by manager order by revenue desc, id rows unbounded preceding) - revenue as above,
         sum(revenue) over (partition by manager) as total from r)
select m.name as manager, count(*) as few, max(mates) as of, sum(revenue) as held
from s left join managers m on m.id = s.manager
where revenue > 0 and above * 100 < total * 80
group by m.id, m.name order by m.name nulls last, m.id
