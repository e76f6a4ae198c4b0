select count(*) as "count(partners where tier = gold)" from partners where tier = 'gold'
