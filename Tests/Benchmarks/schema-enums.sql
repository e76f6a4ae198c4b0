-- As schema.sql, but each column of a few words is an enumeration, as one would do after looking at
-- the data: one byte per value and comparisons of numbers.
create type stage as enum ('won', 'lost', 'open');
create type source as enum ('partner', 'vendor', 'marketing');
create type product as enum (
  select distinct product
  from read_csv('{folder}/deals.csv', header = true, all_varchar = true)
  order by 1);
create table territories as
  select * from read_csv('{folder}/territories.csv', types = {'id': 'INTEGER', 'parent': 'INTEGER'});
create table managers as
  select * from read_csv('{folder}/managers.csv', types = {'id': 'INTEGER', 'territory': 'INTEGER'});
create table partners as
  select * from read_csv('{folder}/partners.csv',
    types = {'id': 'INTEGER', 'territory': 'INTEGER', 'manager': 'INTEGER'});
create table deals as
  select * from read_csv('{folder}/deals.csv', header = true, columns = {
    'id': 'INTEGER', 'partner': 'INTEGER', 'account': 'INTEGER', 'product': 'product',
    'stage': 'stage', 'amount': 'DECIMAL(18,2)', 'created_on': 'DATE', 'closed_on': 'DATE',
    'source': 'source'});
