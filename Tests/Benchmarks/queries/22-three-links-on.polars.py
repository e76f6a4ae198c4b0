regions = partners.select("id", "territory").join(
    territories.select("id", "region"), left_on="territory", right_on="id", how="left")
answer = (
    deal_partners.select("role", "deal")
    .join(deals.select("id", "partner", "amount"), left_on="deal", right_on="id", how="left")
    .group_by("role", "partner")
    .agg(times=pl.len(), influenced=c.amount.sum())
    .join(regions.select("id", "region"), left_on="partner", right_on="id", how="left")
    .group_by("role", "region")
    .agg(times=c.times.sum(), influenced=c.influenced.sum() / 100)
    .sort("role", "region")
)
