years = (
    deals.filter((c.stage == "won") & c.closed_on.is_between(date(2024, 1, 1), date(2025, 12, 31)))
    .group_by("partner")
    .agg(now=c.amount.filter(c.closed_on >= date(2025, 1, 1)).sum(),
         before=c.amount.filter(c.closed_on < date(2025, 1, 1)).sum())
)
growth = pl.when(c.before != 0).then((c.now - c.before) / c.before)
answer = (
    partners.join(years, left_on="id", right_on="partner", how="left")
    .with_columns(c.now.fill_null(0), c.before.fill_null(0))
    .select("id", "name", now=c.now / 100, before=c.before / 100, growth=growth)
    .sort("id")
)
