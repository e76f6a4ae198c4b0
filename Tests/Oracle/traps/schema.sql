create type stage as enum ('open', 'won', 'lost');
create table territories as
  select * from read_csv('{folder}/territories.csv', types = {'id': 'INTEGER'});
create table managers as
  select * from read_csv('{folder}/managers.csv',
    types = {'id': 'INTEGER', 'territory': 'INTEGER', 'quota': 'DECIMAL(18,2)'});
create table partners as
  select * exclude (discount), (replace(discount, '%', '')::decimal(18,2) / 100)::decimal(18,4) as discount,
         coalesce(list_position(['platinum', 'gold', 'silver', 'registered'], tier), 9) as tier_rank
  from read_csv('{folder}/partners.csv',
    types = {'id': 'INTEGER', 'territory': 'INTEGER', 'manager': 'INTEGER', 'weight': 'DECIMAL(9,2)',
             'discount': 'VARCHAR', 'wallet': 'DECIMAL(18,2)'});
create table products as
  select * from read_csv('{folder}/products.csv', types = {'list_price': 'DECIMAL(18,2)'});
create table deals as
  select * from read_csv('{folder}/deals.csv',
    types = {'id': 'INTEGER', 'partner': 'INTEGER', 'stage': 'stage', 'amount': 'DECIMAL(18,2)'});
create table qbrs as
  select * from read_csv('{folder}/qbrs.csv',
    types = {'id': 'INTEGER', 'partner': 'INTEGER', 'score': 'DECIMAL(9,2)',
             'hours': 'DECIMAL(9,2)'});
