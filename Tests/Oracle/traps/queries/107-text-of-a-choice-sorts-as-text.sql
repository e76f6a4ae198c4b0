select tier, type as kind, count(*) as n from partners group by tier, type
order by tier nulls last, list_position(['reseller', 'var', 'si', 'msp', 'distributor'], type)
