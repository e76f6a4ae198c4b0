select min(created_on) as first, max(created_on) as last, min(account) as a, max(account) as z, min(amount) as low,
       max(amount) as high, max(closed_on - created_on) as longest from deals
