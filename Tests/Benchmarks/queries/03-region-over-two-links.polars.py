# Added up per partner first: the joins then see few rows.
answer = (
    deals.filter(c.stage == "won")
    .group_by("partner")
    .agg(revenue=c.amount.sum())
    .join(partners.select("id", "territory"), left_on="partner", right_on="id", how="left")
    .join(territories.select("id", "region"), left_on="territory", right_on="id", how="left")
    .group_by("region")
    .agg(revenue=c.revenue.sum() / 100)
    .sort("region", nulls_last=True)
)
