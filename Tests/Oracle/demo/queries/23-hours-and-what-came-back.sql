select p.tier, coalesce(sum(hours) filter (kind = 'checkin'), 0) as checkin, coalesce(sum(hours) filter (kind = 'qbr'), 0) as qbr,
       coalesce(sum(hours) filter (kind = 'call'), 0) as call, coalesce(sum(hours) filter (kind = 'joint_sale'), 0) as joint_sale,
       coalesce(sum(hours) filter (kind = 'training'), 0) as training, coalesce(sum(hours) filter (kind = 'social'), 0) as social
from touchpoints t join partners p on p.id = t.partner
where t.done_on between '2025-07-01' and '2026-06-30'
group by p.tier order by list_position(['platinum', 'gold', 'silver', 'registered'], p.tier)
