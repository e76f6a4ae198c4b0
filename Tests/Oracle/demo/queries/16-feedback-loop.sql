select topic, count(*) as raised, count(*) filter (status = 'open') as open, count(answered_on) as answered,
       median(answered_on - raised_on) as days, count(distinct partner) as partners
from feedback group by topic order by raised desc, topic
