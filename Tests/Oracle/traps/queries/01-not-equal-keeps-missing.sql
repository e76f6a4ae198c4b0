select count(*) as n from deals where stage is distinct from 'won'
