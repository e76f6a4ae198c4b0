select p.id, q.held_on from partners p left join qbrs q on q.partner = p.id order by p.id, q.id
