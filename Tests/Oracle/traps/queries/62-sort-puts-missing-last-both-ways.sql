select id, amount from deals order by amount desc nulls last, closed_on nulls last, id
