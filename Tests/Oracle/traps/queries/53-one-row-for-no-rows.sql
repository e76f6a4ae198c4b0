select 0 as n, 0 as total, null as mean, null as high, true as every, false as any
