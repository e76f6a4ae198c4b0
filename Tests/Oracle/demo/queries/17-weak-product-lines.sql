with l as (
  select coalesce(case when t.level = 'territory' then t.name end, u.name) as land, r.line, count(*) as decided,
         count(*) filter (d.stage = 'won')::double / count(*) as rate
  from deals d join territories t on t.id = d.territory left join territories u on u.id = t.parent
  join products r on r.id = d.product where d.stage in ('won', 'lost') group by 1, 2)
select * from (select *, avg(rate) over (partition by line) as usual from l)
where rate < 0.6 * usual and decided >= 50 order by land
