select stage, source from deals group by stage, source order by min(id)
