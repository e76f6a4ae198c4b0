-- The tables as declared for these files without a second look: small keys, exact amounts, real dates,
-- text for words. The same with enumerations is in schema-enums.sql and is measured as well.
create table territories as
  select * from read_csv('{folder}/territories.csv', types = {'id': 'INTEGER', 'parent': 'INTEGER'});
create table managers as
  select * from read_csv('{folder}/managers.csv', types = {'id': 'INTEGER', 'territory': 'INTEGER'});
create table partners as
  select * from read_csv('{folder}/partners.csv',
    types = {'id': 'INTEGER', 'territory': 'INTEGER', 'manager': 'INTEGER'});
create table deals as
  select * from read_csv('{folder}/deals.csv', header = true, columns = {
    'id': 'INTEGER', 'partner': 'INTEGER', 'account': 'INTEGER', 'product': 'VARCHAR',
    'stage': 'VARCHAR', 'amount': 'DECIMAL(18,2)', 'created_on': 'DATE', 'closed_on': 'DATE',
    'source': 'VARCHAR'});
