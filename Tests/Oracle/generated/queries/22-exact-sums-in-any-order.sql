select sum(amount) as total, sum(amount * 0.01) as tiny, count(*) as n from deals
