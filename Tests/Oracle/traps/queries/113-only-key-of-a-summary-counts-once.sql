select sum(wallet) as wallets, (select count(*) from deals) as deals
from partners where id in (select partner from deals)
