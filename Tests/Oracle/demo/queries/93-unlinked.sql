select year(closed_on)::varchar as year, sum(amount) as unlinked_deals from deals d
where stage = 'won' and source = 'marketing' and campaign is null and year(closed_on) between 2023 and 2025
  and not exists (from leads l where l.deal = d.id and l.campaign is not null)
group by 1 order by 1
