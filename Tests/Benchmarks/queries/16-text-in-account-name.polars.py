wanted = accounts.filter(c.name.str.to_lowercase().str.contains("clinic", literal=True))
answer = (
    deals.select("account", "stage", "amount")
    .join(wanted.select("id", "size"), left_on="account", right_on="id")
    .group_by("size")
    .agg(deals=pl.len(), won=c.amount.filter(c.stage == "won").sum() / 100)
    .sort("size")
)
