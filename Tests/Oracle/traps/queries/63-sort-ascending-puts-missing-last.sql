select id, closed_on from deals order by closed_on nulls last, id
