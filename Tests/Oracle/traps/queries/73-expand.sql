select p.name, d.amount, d.closed_on from partners p join deals d on d.partner = p.id and d.stage = 'won'
order by p.id, d.id
