-- within 0.005
select p.id, coalesce(sum(d.amount), 0) as total, count(d.id) as n, avg(d.amount) as mean, min(d.amount) as low,
       max(d.amount) as high, median(d.amount) as mid, count(d.amount) as with_amount
from partners p left join deals d on d.partner = p.id group by p.id order by p.id
