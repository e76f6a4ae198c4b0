-- any order
select stage, id, created_on from deals
qualify row_number() over (partition by stage order by created_on desc, id) = 1
