select id, count(*) over (partition by manager) as mates,
       coalesce(sum(wallet) over (partition by tier), 0) as wallets, count(*) over () as everyone
from partners order by id
