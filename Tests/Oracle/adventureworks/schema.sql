-- The AdventureWorks files as they are, money exact.
create table territories as select * from read_csv('{folder}/DimSalesTerritory.csv');
create table geographies as select * from read_csv('{folder}/DimGeography.csv');
create table resellers as select * from read_csv('{folder}/DimReseller.csv', types = {'ResellerKey': 'INTEGER'});
create table employees as
  select * from read_csv('{folder}/DimEmployee.csv',
    types = {'EmployeeKey': 'INTEGER', 'ParentEmployeeKey': 'INTEGER', 'SalesTerritoryKey': 'INTEGER'});
create table quotas as
  select * from read_csv('{folder}/FactSalesQuota.csv', types = {'SalesAmountQuota': 'DECIMAL(18,4)'});
create table promotions as
  select * from read_csv('{folder}/DimPromotion.csv',
    types = {'PromotionKey': 'INTEGER', 'DiscountPct': 'DECIMAL(9,4)'});
create table categories as select * from read_csv('{folder}/DimProductCategory.csv');
create table subcategories as select * from read_csv('{folder}/DimProductSubcategory.csv');
create table products as
  select * from read_csv('{folder}/DimProduct.csv',
    types = {'ProductKey': 'INTEGER', 'ProductSubcategoryKey': 'INTEGER', 'ListPrice': 'DECIMAL(18,4)'});
create table sales as
  select * from read_csv('{folder}/FactResellerSales.csv',
    types = {'SalesAmount': 'DECIMAL(18,4)', 'DiscountAmount': 'DECIMAL(18,4)', 'ProductKey': 'INTEGER',
             'ResellerKey': 'INTEGER', 'PromotionKey': 'INTEGER', 'SalesTerritoryKey': 'INTEGER'});
