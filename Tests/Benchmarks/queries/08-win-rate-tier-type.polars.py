# Counted per partner first: the join then sees few rows.
answer = (
    deals.group_by("partner")
    .agg(won=(c.stage == "won").sum(), decided=c.stage.is_in(["won", "lost"]).sum())
    .join(partners.select("id", "tier", "type"), left_on="partner", right_on="id", how="left")
    .group_by("tier", "type")
    .agg(won=c.won.sum(), decided=c.decided.sum())
    .with_columns(rate=pl.when(c.decided > 0).then(c.won / c.decided))
    .sort("tier", "type")
)
