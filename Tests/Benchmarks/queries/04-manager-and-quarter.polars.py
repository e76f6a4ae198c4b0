# Added up per partner first; quarters are written out for the groups only.
quarter = c.closed_on.dt.year().cast(pl.Int32) * 4 + c.closed_on.dt.quarter() - 1
written = pl.format("{}-Q{}", c.q // 4, c.q % 4 + 1)
answer = (
    deals.filter(c.stage == "won")
    .group_by("partner", q=quarter)
    .agg(revenue=c.amount.sum(), deals=pl.len())
    .join(partners.select("id", "manager"), left_on="partner", right_on="id", how="left")
    .group_by("manager", "q")
    .agg(revenue=c.revenue.sum() / 100, deals=c.deals.sum())
    .join(managers.select("id", "name"), left_on="manager", right_on="id", how="left")
    .sort("name", "manager", "q", nulls_last=True)
    .select(manager=c.name, quarter=written, revenue=c.revenue, deals=c.deals)
)
