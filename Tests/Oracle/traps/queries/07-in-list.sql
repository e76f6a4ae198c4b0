select id, tier from partners where tier in ('gold', 'silver') order by id
