select p.name as partner, count(*) as n, sum(amount) as total from deals d join partners p on p.id = d.partner
where p.name = 'Acme Systems' group by p.id, p.name order by p.name, p.id
