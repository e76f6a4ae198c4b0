"""The engines in Python, each in a process of its own so that its memory can be told apart."""

import importlib
import multiprocessing
import time

# Class names by module: an engine is imported only in its own process.
ENGINES = {
    "DuckDB": ("engine_duckdb", "TextDuckDB"),
    "DuckDB, enumerations": ("engine_duckdb", "EnumDuckDB"),
    "Polars": ("engine_polars", "Polars"),
    "SQLite": ("engine_sqlite", "SQLite"),
}


def resident(process):
    """Resident memory of a process now and at its highest, in megabytes."""
    figures = {}
    with open(f"/proc/{process}/status", encoding="ascii") as status:
        for line in status:
            key, _, value = line.partition(":")
            if key in ("VmRSS", "VmHWM"):
                figures[key] = int(value.split()[0]) / 1024
    return figures["VmRSS"], figures["VmHWM"]


def serve(pipe, engine, folder, threads, names):
    """Loads, says how long that took, then does what is asked until there is nobody to ask."""
    module, kind = ENGINES[engine]
    import_began = importlib.import_module(f"harness.{module}")
    began = time.perf_counter()
    database = getattr(import_began, kind)(folder, threads, names)
    pipe.send(time.perf_counter() - began)
    while True:
        try:
            order, *arguments = pipe.recv()
        except EOFError:
            return
        pipe.send(getattr(database, order)(*arguments))


class Worker:
    """A process with an engine that has loaded a folder."""

    def __init__(self, engine, folder, threads, questions):
        context = multiprocessing.get_context("spawn")
        self.pipe, other = context.Pipe()
        names = [question.name for question in questions]
        self.process = context.Process(
            target=serve, args=(other, engine, str(folder), threads, names), daemon=True)
        self.process.start()
        other.close()
        self.load_seconds = self.pipe.recv()
        self.resident = resident(self.process.pid)[0]

    def _order(self, *order):
        self.pipe.send(order)
        return self.pipe.recv()

    def ask(self, question):
        """Milliseconds that the answer took; None where the engine gave up."""
        return self._order("ask", question.name)

    def answer(self, question):
        """Column names and rows."""
        return self._order("answer", question.name)

    @property
    def peak(self):
        return resident(self.process.pid)[1]

    def close(self):
        self.pipe.close()
        self.process.join()
