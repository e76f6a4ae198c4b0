-- What is added to the tables once they are filled: regions, and indexes that cover the questions.
alter table territories add column region text;
update territories set region = case level
  when 'region' then name
  when 'territory' then (select p.name from territories p where p.id = territories.parent)
  else (
    select g.name from territories p join territories g on g.id = p.parent
    where p.id = territories.parent)
  end;
create index deals_by_stage on deals (stage, closed_on, amount);
create index deals_by_partner on deals (partner, stage, closed_on, amount, created_on, source);
create index deals_by_partner_and_day on deals (partner, created_on);
create index deals_by_partner_and_account on deals (partner, account);
create index deals_by_account on deals (account, product, stage, amount);
create index deals_by_account_and_stage on deals (account, stage, amount);
create index deals_by_product on deals (product, amount);
create index deals_by_manager on deals (stage, manager, closed_on, amount);
create index deals_by_segment on deals (stage, product, segment, amount);
create index deals_by_amount on deals (amount desc, id, stage, partner, account, close_by);
create index deal_partners_by_role on deal_partners (role, deal);
create index touchpoints_by_partner on touchpoints (partner, done_on, hours);
create index targets_by_partner on targets (partner, metric, period, amount);
create index partners_by_territory on partners (territory);
create index partners_by_manager on partners (manager);
create index managers_by_boss on managers (reports_to);
analyze;
