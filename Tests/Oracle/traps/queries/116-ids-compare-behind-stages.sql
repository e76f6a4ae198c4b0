select distinct p.id as code, p.line from deals d join products p on p.id = d.product where p.id = 'P-03'
