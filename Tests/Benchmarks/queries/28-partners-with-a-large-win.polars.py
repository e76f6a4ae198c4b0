large = deals.filter(
    (c.stage == "won") & (c.amount > 5_000_000)
    & c.closed_on.is_between(date(2025, 1, 1), date(2025, 12, 31))).select("partner")
answer = (
    partners.join(large, left_on="id", right_on="partner", how="semi")
    .group_by("tier", "type")
    .agg(partners=pl.len())
    .sort("tier", "type")
)
