"""Polars: frames in memory, lazy queries.

Amounts are whole cents, which are exact and faster than Polars' decimals; words with few values are
enumerations.
"""

import datetime
import os
import pathlib
import time

from harness.questions import Question

MONEY = {"amount", "annual_cost", "wallet", "list_price", "list_price_eur", "cost", "invoice",
         "average_spend", "capacity", "headroom"}
WORDS = {"stage", "source", "segment", "tier", "type", "status", "role", "metric", "kind", "size",
         "industry", "line", "level"}
LINKS = {"id", "partner", "account", "product", "territory", "manager", "campaign", "deal",
         "distributor", "parent", "reports_to", "budget", "request", "course", "touchpoint", "market",
         "program"}


class Polars:
    def __init__(self, folder, threads, names):
        os.environ["POLARS_MAX_THREADS"] = str(threads)
        import polars

        self.polars = polars
        self.tables = {path.stem: self.table(path) for path in pathlib.Path(folder).glob("*.csv")}
        self.tables["territories"] = self.with_regions(self.tables["territories"])
        self.names = {name: frame.lazy() for name, frame in self.tables.items()}
        self.names |= {"pl": polars, "c": polars.col, "date": datetime.date,
                       "timedelta": datetime.timedelta,
                       "today": datetime.date.fromisoformat(self.today())}
        self.programs = {name: compile(Question(name).text("polars.py"), name, "exec")
                         for name in names}

    def table(self, path):
        """One file, each column in the smallest type that suits it."""
        pl = self.polars
        header = path.open(encoding="utf-8").readline().strip().split(",")
        types = {name: pl.Int32 if name in LINKS else pl.Float64 if name in MONEY
                 else pl.Date if name.endswith("_on") or name == "close_by"
                 else pl.Categorical if name in WORDS else None for name in header}
        frame = pl.read_csv(path, schema_overrides={n: t for n, t in types.items() if t})
        return frame.with_columns(
            (pl.col(name) * 100).round().cast(pl.Int64) for name in header if name in MONEY)

    def with_regions(self, territories):
        """Territories with the name of the region that each lies in, at most two steps above."""
        pl = self.polars
        names = territories.select("id", "name", "parent", "level")
        above = territories.join(names, left_on="parent", right_on="id", how="left", suffix="_1")
        above = above.join(names, left_on="parent_1", right_on="id", how="left", suffix="_2")
        region = (pl.when(pl.col("level") == "region").then("name")
                  .when(pl.col("level") == "territory").then("name_1").otherwise("name_2"))
        return above.with_columns(region=region).select(*territories.columns, "region")

    def today(self):
        return self.tables["deals"]["created_on"].max().isoformat()

    def frame(self, name):
        """The answer as a frame; writing the lazy query down is a part of asking."""
        names = dict(self.names)
        exec(self.programs[name], names)
        return names["answer"].collect()

    def ask(self, name):
        began = time.perf_counter()
        self.frame(name)
        return (time.perf_counter() - began) * 1000

    def answer(self, name):
        frame = self.frame(name)
        return frame.columns, [list(row) for row in frame.rows()]
