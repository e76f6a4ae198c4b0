select d.id from deals d left join partners p on p.id = d.partner
where not coalesce(p.name ilike '%a%', false) order by d.id
