quarter = c.closed_on.dt.year().cast(pl.Int32) * 4 + c.closed_on.dt.quarter() - 1
days = c.closed_on.is_between(date(2021, 1, 1), date(2025, 12, 31))
won = deals.filter((c.stage == "won") & days).group_by(q=quarter).agg(revenue=c.amount.sum())
spine = pl.LazyFrame().select(q=pl.int_range(2022 * 4, 2026 * 4, dtype=pl.Int32))
answer = (
    spine.join(won, on="q", how="left")
    .join(won.select(c.q + 4, before="revenue"), on="q", how="left")
    .sort("q")
    .with_columns(c.revenue.fill_null(0), c.before.fill_null(0))
    .select(quarter=pl.format("{}-Q{}", c.q // 4, c.q % 4 + 1), won=c.revenue / 100,
            year_before=c.before / 100,
            growth=pl.when(c.before != 0).then((c.revenue - c.before) / c.before))
)
