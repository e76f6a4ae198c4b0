select count(amount) as n from deals
