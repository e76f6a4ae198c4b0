wanted = partners.filter(c.name.str.to_lowercase().str.contains("north", literal=True))
answer = deals.join(wanted.select("id"), left_on="partner", right_on="id", how="semi").select(
    deals=pl.len(), total=c.amount.sum() / 100)
