select stage, avg(wallet::double) filter (k = 1) as wallets, count(*) as n from (
  select d.stage, p.wallet, row_number() over (partition by d.stage, d.partner) as k
  from deals d left join partners p on p.id = d.partner)
group by stage order by stage nulls last
