"""SQLite in memory, with indexes that cover what the questions read.

Amounts are whole cents and dates texts, as SQLite has neither decimals nor dates.
"""

import csv
import pathlib
import sqlite3
import threading
import time

from harness.engine_polars import LINKS, MONEY
from harness.questions import HERE, Question

# A question that takes longer is not measured.
MOST_SECONDS = 60


class SQLite:
    def __init__(self, folder, threads, names):
        # SQLite answers a question on one thread, whatever it is allowed.
        self.connection = sqlite3.connect(":memory:", check_same_thread=False)
        self.connection.executescript(
            "pragma journal_mode = off; pragma synchronous = off; pragma temp_store = memory;"
            "pragma cache_size = -1000000; pragma locking_mode = exclusive")
        for path in sorted(pathlib.Path(folder).glob("*.csv")):
            self.load(path)
        self.connection.executescript((HERE / "schema-sqlite.sql").read_text())
        self.texts = {name: Question(name).text("sqlite.sql") for name in names}
        self.parameters = {"today": self.today()}

    def load(self, path):
        """One file; an empty cell is null."""
        with path.open(encoding="utf-8", newline="") as lines:
            rows = csv.reader(lines)
            header = next(rows)
            columns = ", ".join(
                f"{name} integer primary key" if name == "id"
                else f"{name} integer" if name in LINKS or name in MONEY
                else f"{name} real" if name in ("hours", "weight") else f"{name} text"
                for name in header)
            values = ", ".join(
                "cast(round(nullif(?, '') * 100) as integer)" if name in MONEY else "nullif(?, '')"
                for name in header)
            self.connection.execute(f"create table {path.stem} ({columns})")
            self.connection.executemany(f"insert into {path.stem} values ({values})", rows)
        self.connection.commit()

    def today(self):
        return self.connection.execute("select max(created_on) from deals").fetchone()[0]

    def ask(self, name):
        """Milliseconds, or None when it takes too long."""
        watch = threading.Timer(MOST_SECONDS, self.connection.interrupt)
        watch.start()
        began = time.perf_counter()
        try:
            self.connection.execute(self.texts[name], self.parameters).fetchall()
        except sqlite3.OperationalError as error:
            if str(error) != "interrupted":
                raise
            return None
        finally:
            watch.cancel()
        return (time.perf_counter() - began) * 1000

    def answer(self, name):
        found = self.connection.execute(self.texts[name], self.parameters)
        return [column[0] for column in found.description], [list(row) for row in found]
