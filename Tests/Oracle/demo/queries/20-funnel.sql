select c.kind, count(*) as given, count(l.accepted_on) as accepted, count(l.worked_on) as worked,
       count(distinct l.deal) as deals, count(*) filter (d.stage = 'won') as won,
       coalesce(sum(d.amount) filter (d.stage = 'won'), 0) as value,
       avg(l.accepted_on - l.created_on) as days_to_accept, avg(l.worked_on - l.accepted_on) as days_to_work,
       (count(*) filter (d.stage = 'won'))::double / count(*) as kept
from leads l left join campaigns c on c.id = l.campaign left join deals d on d.id = l.deal
where l.created_on between '2025-07-01' and '2026-06-30'
group by c.kind order by list_position(['to', 'through', 'with'], c.kind) nulls last
