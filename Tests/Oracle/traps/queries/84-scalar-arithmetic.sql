select (sum(amount) / count(*))::double as "sum(deals.amount where stage = won) / count(deals where stage = won)"
from deals where stage = 'won'
