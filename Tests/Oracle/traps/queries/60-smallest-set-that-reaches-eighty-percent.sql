select * from (values ('Router'), ('Switch')) t(name)
