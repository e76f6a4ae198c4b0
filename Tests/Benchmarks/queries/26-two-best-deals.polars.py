best = (
    deals.filter(c.stage == "won")
    .group_by("partner")
    .agg(two_best=c.amount.top_k(2).sum())
)
answer = (
    partners.select("id")
    .join(best, left_on="id", right_on="partner", how="left")
    .select("id", two_best=c.two_best.fill_null(0) / 100)
    .sort("id")
)
