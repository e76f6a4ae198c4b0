answer = (
    deals.filter(c.stage == "won")
    .select("id", "manager", "amount")
    .sort("amount", "id", descending=[True, False])
    .group_by("manager")
    .head(3)
    .join(managers.select("id", "name"), left_on="manager", right_on="id", how="left")
    .select(manager=c.name, id=c.id, amount=c.amount / 100)
)
