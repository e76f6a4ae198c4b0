-- The tables as declared for these files: small keys, exact amounts, real dates. The words of the deals
-- are text, as without a second look, or the enumerations of enums.sql; both are measured.
create table territories as
  select t.*,
    case t.level when 'region' then t.name when 'territory' then p.name else g.name end as region
  from read_csv('{folder}/territories.csv', types = {'id': 'INTEGER', 'parent': 'INTEGER'}) t
  left join read_csv('{folder}/territories.csv') p on p.id = t.parent
  left join read_csv('{folder}/territories.csv') g on g.id = p.parent;
create table managers as
  select * from read_csv('{folder}/managers.csv', types = {
    'id': 'INTEGER', 'territory': 'INTEGER', 'reports_to': 'INTEGER', 'annual_cost': 'DECIMAL(18,2)'});
create table partners as
  select * from read_csv('{folder}/partners.csv', types = {
    'id': 'INTEGER', 'territory': 'INTEGER', 'manager': 'INTEGER', 'distributor': 'INTEGER',
    'parent': 'INTEGER', 'wallet': 'DECIMAL(18,2)', 'weight': 'DECIMAL(9,1)'});
create table deals as
  select * from read_csv('{folder}/deals.csv', header = true, columns = {
    'id': 'INTEGER', 'amount': 'DECIMAL(18,2)', 'created_on': 'DATE', 'close_by': 'DATE',
    'closed_on': 'DATE', 'stage': '{stage}', 'probability': 'VARCHAR',
    'source': '{source}', 'vendor_assisted': 'VARCHAR',
    'segment': '{segment}', 'partner': 'INTEGER', 'account': 'INTEGER',
    'product': 'INTEGER', 'territory': 'INTEGER', 'manager': 'INTEGER', 'campaign': 'INTEGER'});
create table accounts as
  select * from read_csv('{folder}/accounts.csv', types = {
    'id': 'INTEGER', 'territory': 'INTEGER', 'parent': 'INTEGER'});
create table products as
  select * from read_csv('{folder}/products.csv', types = {
    'id': 'INTEGER', 'list_price': 'DECIMAL(18,2)', 'list_price_eur': 'DECIMAL(18,2)'});
create table campaigns as
  select * from read_csv('{folder}/campaigns.csv', types = {
    'id': 'INTEGER', 'partner': 'INTEGER', 'cost': 'DECIMAL(18,2)'});
create table deal_partners as
  select * from read_csv('{folder}/deal_partners.csv', types = {
    'id': 'INTEGER', 'deal': 'INTEGER', 'partner': 'INTEGER'});
create table registrations as
  select * from read_csv('{folder}/registrations.csv', types = {
    'id': 'INTEGER', 'partner': 'INTEGER', 'account': 'INTEGER', 'deal': 'INTEGER',
    'amount': 'DECIMAL(18,2)'});
create table leads as
  select * from read_csv('{folder}/leads.csv', types = {
    'id': 'INTEGER', 'partner': 'INTEGER', 'campaign': 'INTEGER', 'deal': 'INTEGER'});
create table assignments as
  select * from read_csv('{folder}/assignments.csv', types = {
    'id': 'INTEGER', 'partner': 'INTEGER', 'manager': 'INTEGER', 'weight': 'DECIMAL(9,1)'});
create table mdf_budgets as
  select * from read_csv('{folder}/mdf_budgets.csv', types = {
    'id': 'INTEGER', 'territory': 'INTEGER', 'amount': 'DECIMAL(18,2)'});
create table mdf_requests as
  select * from read_csv('{folder}/mdf_requests.csv', types = {
    'id': 'INTEGER', 'partner': 'INTEGER', 'campaign': 'INTEGER', 'budget': 'INTEGER',
    'amount': 'DECIMAL(18,2)'});
create table mdf_claims as
  select * from read_csv('{folder}/mdf_claims.csv', types = {
    'id': 'INTEGER', 'request': 'INTEGER', 'partner': 'INTEGER', 'amount': 'DECIMAL(18,2)',
    'invoice': 'DECIMAL(18,2)'});
create table courses as
  select * from read_csv('{folder}/courses.csv', types = {
    'id': 'INTEGER', 'product': 'INTEGER'});
create table certifications as
  select * from read_csv('{folder}/certifications.csv', types = {
    'id': 'INTEGER', 'partner': 'INTEGER', 'course': 'INTEGER'});
create table touchpoints as
  select * from read_csv('{folder}/touchpoints.csv', types = {
    'id': 'INTEGER', 'partner': 'INTEGER', 'manager': 'INTEGER', 'hours': 'DECIMAL(9,1)'});
create table commitments as
  select * from read_csv('{folder}/commitments.csv', types = {
    'id': 'INTEGER', 'partner': 'INTEGER', 'touchpoint': 'INTEGER'});
create table resources as
  select * from read_csv('{folder}/resources.csv', types = {
    'id': 'INTEGER', 'partner': 'INTEGER', 'manager': 'INTEGER'});
create table feedback as
  select * from read_csv('{folder}/feedback.csv', types = {
    'id': 'INTEGER', 'partner': 'INTEGER', 'product': 'INTEGER', 'manager': 'INTEGER'});
create table targets as
  select * from read_csv('{folder}/targets.csv', types = {
    'id': 'INTEGER', 'partner': 'INTEGER', 'manager': 'INTEGER', 'territory': 'INTEGER',
    'amount': 'DECIMAL(18,2)'});
create table markets as
  select * from read_csv('{folder}/markets.csv', types = {
    'id': 'INTEGER', 'territory': 'INTEGER', 'average_spend': 'DECIMAL(18,2)'});
create table coverages as
  select * from read_csv('{folder}/coverages.csv', types = {
    'id': 'INTEGER', 'partner': 'INTEGER', 'market': 'INTEGER', 'capacity': 'DECIMAL(18,2)',
    'headroom': 'DECIMAL(18,2)'});
create table candidates as
  select * from read_csv('{folder}/candidates.csv', types = {
    'id': 'INTEGER', 'territory': 'INTEGER'});
create table programs as
  select * from read_csv('{folder}/programs.csv', types = {
    'id': 'INTEGER'});
create table enrolments as
  select * from read_csv('{folder}/enrolments.csv', types = {
    'id': 'INTEGER', 'program': 'INTEGER', 'partner': 'INTEGER'});
create table ratings as
  select * from read_csv('{folder}/ratings.csv', types = {
    'id': 'INTEGER', 'partner': 'INTEGER'});
