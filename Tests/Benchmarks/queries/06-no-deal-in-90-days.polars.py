recent = deals.filter(
    (c.created_on > today - timedelta(days=90)) & (c.created_on <= today)).select("partner")
answer = (
    partners.filter(c.status == "active")
    .join(recent, left_on="id", right_on="partner", how="anti")
    .select("id", "name")
    .sort("id")
)
