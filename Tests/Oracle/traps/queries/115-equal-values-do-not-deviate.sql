select stage, 0 as spread, null as rate from deals group by stage order by stage nulls last
