select count(*) filter (partner is null and source = 'partner') as no_partner, count(*) filter (amount is null) as no_amount,
       count(*) filter (probability is null) as no_probability,
       count(*) filter (source = 'partner' and not exists (from registrations r where r.deal = d.id)) as unregistered,
       count(*) filter (source = 'marketing' and campaign is null) as no_campaign,
       count(*) filter (is_open and created_on < date '2024-08-19') as forgotten
from opportunities d
