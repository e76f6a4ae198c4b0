select count(*) as n from deals where source = 'partner'
