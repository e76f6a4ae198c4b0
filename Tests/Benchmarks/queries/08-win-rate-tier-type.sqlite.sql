select p.tier, p.type, coalesce(sum(d.deals) filter (where d.stage = 'won'), 0) as won,
       coalesce(sum(d.deals) filter (where d.stage in ('won', 'lost')), 0) as decided,
       cast(sum(d.deals) filter (where d.stage = 'won') as real)
         / sum(d.deals) filter (where d.stage in ('won', 'lost')) as rate
from (
  select partner, stage, count(*) as deals
  from deals
  group by partner, stage
) d
left join partners p on p.id = d.partner
group by p.tier, p.type
