total = c.revenue.sum()
answer = (
    deals.filter((c.stage == "won") & c.partner.is_not_null())
    .group_by("partner")
    .agg(revenue=c.amount.sum())
    .sort("revenue", "partner", descending=[True, False])
    .with_columns(part=c.revenue / total, running=c.revenue.cum_sum() / total)
    .head(100)
    .join(partners.select("id", "name"), left_on="partner", right_on="id", how="left",
          maintain_order="left")
    .select(id=c.partner, name=c.name, revenue=c.revenue / 100, part=c.part, running=c.running)
)
