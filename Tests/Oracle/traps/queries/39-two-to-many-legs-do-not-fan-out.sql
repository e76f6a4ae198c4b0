select status, sum(revenue) as revenue, sum(hours) as hours, sum(meetings) as meetings, sum(n) as deals from (
  select p.status, (select coalesce(sum(amount), 0) from deals d where d.partner = p.id and stage = 'won') as revenue,
         (select coalesce(sum(hours), 0) from qbrs q where q.partner = p.id) as hours,
         (select count(*) from qbrs q where q.partner = p.id) as meetings,
         (select count(*) from deals d where d.partner = p.id) as n
  from partners p)
group by status
order by list_position(['prospect', 'active', 'inactive', 'terminated'], status)
