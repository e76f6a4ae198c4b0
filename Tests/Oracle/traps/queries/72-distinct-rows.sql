select stage from deals group by stage order by min(id)
