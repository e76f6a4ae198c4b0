best = partners.filter(c.tier.is_in(["platinum", "gold"])).select("id", "name")
answer = (
    deals.filter(c.stage.is_in(["proposal", "negotiation"]))
    .select("id", "partner", "account", "amount", "close_by")
    .join(best, left_on="partner", right_on="id")
    .sort("amount", "id", descending=[True, False])
    .head(100)
    .join(accounts.select("id", customer="name"), left_on="account", right_on="id", how="left",
          maintain_order="left")
    .select(id=c.id, partner=c.name, account=c.customer, amount=c.amount / 100,
            close_by=c.close_by)
)
