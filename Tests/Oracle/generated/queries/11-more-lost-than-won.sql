with r as (
  select partner, sum(amount) filter (stage = 'won') as won, sum(amount) filter (stage = 'lost') as lost,
         count(*) filter (stage = 'won') as n, count(*) filter (stage in ('won', 'lost')) as decided
  from deals group by partner)
select p.id, p.name, n::double / decided as rate from partners p join r on r.partner = p.id
where lost > 2 * won and n > 0 order by p.id
