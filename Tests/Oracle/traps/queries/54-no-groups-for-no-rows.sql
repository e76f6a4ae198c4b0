select stage, count(*) as n from deals where amount > 1000000000 group by stage
