select id from partners p where exists (from deals d where d.partner = p.id and d.product = 'P-03') order by id
