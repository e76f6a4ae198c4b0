select count(*) as deals
from deals
where stage = 'won' and amount > 1000000
