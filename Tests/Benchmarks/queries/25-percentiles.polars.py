answer = (
    deals.filter(c.stage == "won")
    .select("product", "segment", "amount", days=(c.closed_on - c.created_on).dt.total_days())
    .join(products.select("id", "line"), left_on="product", right_on="id", how="left")
    .group_by("line", "segment")
    .agg(middle=c.amount.median() / 100,
         high=c.amount.quantile(0.9, interpolation="linear") / 100, days=c.days.median())
    .sort("line", "segment")
)
