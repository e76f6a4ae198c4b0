select id from partners p
where (select coalesce(sum(amount), 0) from deals d where d.partner = p.id and stage = 'won') > 10000
  and (select count(*) from deals d where d.partner = p.id) >= 2 order by id
