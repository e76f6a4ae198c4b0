select id, coalesce(wallet, 7) as wallet, coalesce(tier, 'none') as tier from partners order by id
