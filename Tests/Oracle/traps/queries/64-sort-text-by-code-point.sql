select name, id from partners order by encode(name), id desc
