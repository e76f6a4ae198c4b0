select i.role, t.region, count(*) as times, coalesce(sum(d.amount), 0) / 100.0 as influenced
from deal_partners i
left join deals d on d.id = i.deal
left join partners p on p.id = d.partner
left join territories t on t.id = p.territory
group by i.role, t.region
