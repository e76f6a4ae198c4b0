regions = partners.select("id", "territory").join(
    territories.select("id", "region"), left_on="territory", right_on="id", how="left")
answer = (
    deals.select("partner", "account", "product", year=c.created_on.dt.year())
    .join(regions.select("id", "region"), left_on="partner", right_on="id", how="left")
    .group_by("region", "year")
    .agg(accounts=c.account.n_unique(), products=c.product.n_unique())
    .sort("region", "year", nulls_last=True)
)
