select id from partners p
where exists (from deals d where d.partner = p.id and amount < 0) or not exists (from deals d where d.partner = p.id)
order by id
