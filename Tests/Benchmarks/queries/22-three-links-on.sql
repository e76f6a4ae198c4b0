-- any order
select i.role, r.region, count(*) as times, coalesce(sum(d.amount), 0) as influenced
from deal_partners i
left join deals d on d.id = i.deal
left join (
  select p.id, t.region from partners p left join territories t on t.id = p.territory
) r on r.id = d.partner
group by i.role, r.region
order by i.role, r.region
