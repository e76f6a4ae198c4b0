answer = (
    deals.group_by("product")
    .agg(middle=c.amount.median() / 100)
    .join(products.select("id", "name"), left_on="product", right_on="id")
    .select(product=c.name, middle=c.middle)
    .sort("product")
)
