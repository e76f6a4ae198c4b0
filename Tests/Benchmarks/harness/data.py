"""The generated data: a folder of CSV files for each number of deals."""

import pathlib
import shutil
import subprocess
import time

SEED = 7


class Data:
    """The files of an ecosystem of so many deals, made on first use."""

    def __init__(self, parley, cache, deals):
        self.deals = deals
        self.folder = pathlib.Path(cache) / f"ecosystem-{deals}-seed-{SEED}"
        if not (self.folder / "deals.csv").exists():
            began = time.perf_counter()
            self.folder.parent.mkdir(parents=True, exist_ok=True)
            subprocess.run([parley, "generate", "--deals", str(deals), "--seed", str(SEED),
                            "--out", str(self.folder)], check=True)
            print(f"generated {deals:,} deals in {time.perf_counter() - began:.1f} s", flush=True)

    @property
    def megabytes(self):
        return sum(path.stat().st_size for path in self.folder.iterdir()) / 1e6

    def rows(self, table):
        """How many rows a table has, counted by its lines: no text here has a line break."""
        with open(self.folder / f"{table}.csv", "rb") as lines:
            return sum(block.count(b"\n") for block in iter(lambda: lines.read(1 << 20), b"")) - 1

    def remove(self):
        shutil.rmtree(self.folder)
