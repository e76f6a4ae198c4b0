-- Regions are looked up per partner; the deals then meet one small table.
select r.region, year(d.created_on) as year, count(distinct d.account) as accounts,
       count(distinct d.product) as products
from deals d
left join (
  select p.id, t.region from partners p left join territories t on t.id = p.territory
) r on r.id = d.partner
group by r.region, year
order by r.region nulls last, year
