month = c.closed_on.dt.year().cast(pl.Int32) * 12 + c.closed_on.dt.month() - 1
answer = (
    deals.filter(c.stage == "won")
    .group_by("manager", m=month)
    .agg(revenue=c.amount.sum())
    .sort("manager", "m")
    .with_columns(change=c.revenue - c.revenue.shift(1).over("manager"),
                  so_far=c.revenue.cum_sum().over("manager"))
    .select(manager=c.manager,
            month=pl.format("{}-{}", c.m // 12, (c.m % 12 + 1).cast(pl.String).str.zfill(2)),
            revenue=c.revenue / 100, change=c.change / 100, so_far=c.so_far / 100)
)
