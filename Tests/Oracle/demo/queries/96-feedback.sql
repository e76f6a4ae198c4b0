select year(raised_on) || '-Q' || quarter(raised_on) as quarter, count(*) as feedback_raised,
  count(answered_on) as feedback_answered, count(answered_on)::double / count(*) as feedback_answer_rate,
  median(answered_on - raised_on) as feedback_days
from feedback where raised_on between '2025-07-01' and '2026-06-30' group by 1 order by 1
