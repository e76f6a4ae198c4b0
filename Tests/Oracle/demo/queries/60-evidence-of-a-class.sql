-- within 0.0000001
select id, own_sourced, won_alone, certified, self_sufficiency, promises_kept, leads_followed, claims_proven,
       training_done, commitment, support_share, support_ratio, plan, attained, computed_class, signed_class, class,
       case when class = 'achiever' and growth_plan then 'believer' else class end as managed_as
from judged order by id
