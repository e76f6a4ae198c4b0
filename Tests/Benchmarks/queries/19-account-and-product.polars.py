answer = (
    deals.group_by("account", "product")
    .agg(deals=pl.len(), total=c.amount.sum())
    .filter(c.deals >= 2)
    .sort("total", "account", "product", descending=[True, False, False])
    .head(100)
    .with_columns(c.total / 100)
)
