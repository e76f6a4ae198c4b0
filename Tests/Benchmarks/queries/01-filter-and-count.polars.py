answer = deals.filter((c.stage == "won") & (c.amount > 1_000_000)).select(deals=pl.len())
