select p.name as partner, d.id, d.amount from deals d join partners p on p.id = d.partner
qualify row_number() over (partition by p.id order by d.amount desc nulls last, d.id) <= 2
order by p.name, p.id, d.amount desc nulls last, d.id
