answer = (
    deals.group_by("stage")
    .agg(revenue=c.amount.sum() / 100, deals=pl.len())
    .sort("stage")
)
