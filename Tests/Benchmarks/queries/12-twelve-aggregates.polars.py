figures = deals.group_by("partner").agg(
    deals=pl.len(), total=c.amount.sum(),
    open=(~c.stage.is_in(["won", "lost"])).sum(), won=(c.stage == "won").sum(),
    lost=(c.stage == "lost").sum(), revenue=c.amount.filter(c.stage == "won").sum(),
    average=c.amount.mean(), smallest=c.amount.min(), largest=c.amount.max(),
    first=c.created_on.min(), latest=c.closed_on.max(),
    own=c.amount.filter(c.source == "partner").sum())
counts = [pl.col(name).fill_null(0) for name in ("deals", "open", "won", "lost")]
amounts = [pl.col(name).fill_null(0) / 100 for name in ("total", "revenue", "own")]
others = [pl.col(name) / 100 for name in ("average", "smallest", "largest")]
answer = (
    partners.select("id", "name")
    .join(figures, left_on="id", right_on="partner", how="left")
    .with_columns(*counts, *amounts, *others)
    .sort("id")
)
