select d.id, a.name as account, r.name as product, d.stage, d.amount, fraction(d.probability) as probability,
       d.amount * fraction(d.probability) as expected, d.close_by
from opportunities d join partners p on p.id = d.partner join accounts a on a.id = d.account
join products r on r.id = d.product
where p.name = 'Highland Business Systems' and d.is_open and d.close_by between '2026-07-01' and '2026-09-30'
order by d.close_by, d.id
