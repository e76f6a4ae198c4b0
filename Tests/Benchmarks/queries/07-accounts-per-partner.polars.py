different = deals.group_by("partner").agg(accounts=c.account.n_unique())
answer = (
    partners.join(different, left_on="id", right_on="partner", how="left")
    .select("id", "name", accounts=c.accounts.fill_null(0))
    .sort("id")
)
