# Added up per product first, as the deals have no line.
segments = ["enterprise", "midmarket", "smb", "public"]
answer = (
    deals.filter(c.stage == "won")
    .group_by("product", "segment")
    .agg(revenue=c.amount.sum())
    .join(products.select("id", "line"), left_on="product", right_on="id", how="left")
    .group_by("line")
    .agg([(c.revenue.filter(c.segment == name).sum() / 100).alias(name) for name in segments])
    .sort("line")
)
