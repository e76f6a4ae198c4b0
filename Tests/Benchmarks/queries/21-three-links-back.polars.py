# Added up per partner first: the joins then see few rows.
won = deals.filter(c.stage == "won").group_by("partner").agg(revenue=c.amount.sum())
looked_after = partners.select("manager", partner="id").join(won, on="partner", how="left")
answer = (
    managers.filter(c.reports_to.is_not_null())
    .select("id", head="reports_to")
    .join(looked_after, left_on="id", right_on="manager", how="left")
    .group_by(id="head")
    .agg(partners=c.partner.count(), revenue=c.revenue.sum() / 100)
    .sort("id")
)
