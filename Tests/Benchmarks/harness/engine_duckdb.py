"""DuckDB in memory, with text columns as its reader declares them, or with enumerations."""

import time

import duckdb

from harness.questions import HERE, Question


#: The columns of words that may be enumerations.
WORDS = ["stage", "source", "segment"]


class TextDuckDB:
    #: SQL that declares types, and the type of each column of words.
    types = ""
    words = {word: "VARCHAR" for word in WORDS}

    def __init__(self, folder, threads, names):
        self.connection = duckdb.connect()
        self.connection.execute(f"set threads = {threads}")
        schema = self.types + (HERE / "schema.sql").read_text()
        for name, value in {"folder": folder, **self.words}.items():
            schema = schema.replace("{" + name + "}", value)
        self.connection.execute(schema)
        today = self.today()
        self.texts = {name: Question(name).text("sql") for name in names}
        self.parameters = {name: {"today": today} if "$today" in text else None
                           for name, text in self.texts.items()}

    def today(self):
        found = self.connection.execute("select max(created_on) from deals").fetchone()
        return found[0].isoformat()

    def ask(self, name):
        began = time.perf_counter()
        # The first row is there when the result is: each question ends in a sort or a total.
        self.connection.execute(self.texts[name], self.parameters[name]).fetchone()
        return (time.perf_counter() - began) * 1000

    def answer(self, name):
        result = self.connection.execute(self.texts[name], self.parameters[name])
        return [column[0] for column in result.description], [list(row) for row in result.fetchall()]


class EnumDuckDB(TextDuckDB):
    types = (HERE / "enums.sql").read_text()
    words = {word: word for word in WORDS}
