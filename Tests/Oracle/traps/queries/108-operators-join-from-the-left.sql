select id, 2.0::double as a, 8.0::double as b, 4 as c, (6.0 / 4 * 5 / 6)::double as d, 4 as e,
       (weight / 2 / 4)::double as f, (weight::double * 3 / 2 * weight) as g, 10 - weight - 1 + weight * 2 - 3 as h,
       -weight * 2 + 3 as i, (wallet::double * 2 / 3 / weight::double) as j, wallet - 1 - 2 + 4 as k,
       (weight - 1 > 0) or (weight = 1 and coalesce(tier = 'gold', false)) as l, weight <> 1 as m,
       coalesce(wallet, 0 + 1 - 2 - 3) as n, coalesce(1 + weight, 10 - 1 - 1) as o
from partners order by id
