with r as (select ResellerKey, sum(SalesAmount) as revenue from sales group by 1),
s as (select *, sum(revenue) over (order by revenue desc, ResellerKey rows unbounded preceding) - revenue as above,
             sum(revenue) over () as total from r)
select count(*) as few, sum(revenue) as held, min(revenue) as least from s where above / total < 0.8
