select id, tier from partners where tier is null or tier not in ('gold', 'silver') order by id
