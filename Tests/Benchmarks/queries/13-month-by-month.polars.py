days = c.closed_on.is_between(date(2021, 1, 1), date(2025, 12, 31))
found = (
    deals.filter(days)
    .group_by(month=c.closed_on.dt.truncate("1mo"))
    .agg(won_revenue=c.amount.filter(c.stage == "won").sum(), won_deals=(c.stage == "won").sum(),
         decided=c.stage.is_in(["won", "lost"]).sum())
)
months = pl.LazyFrame().select(month=pl.date_range(date(2021, 1, 1), date(2025, 12, 1), "1mo"))
answer = (
    months.join(found, on="month", how="left")
    .sort("month")
    .select(month=c.month.dt.strftime("%Y-%m"), won_revenue=c.won_revenue.fill_null(0) / 100,
            won_deals=c.won_deals.fill_null(0),
            win_rate=pl.when(c.decided > 0).then(c.won_deals / c.decided))
)
