"""The questions: one file per engine in queries/, all called alike."""

import dataclasses
import pathlib
import re

HERE = pathlib.Path(__file__).resolve().parent.parent
QUERIES = HERE / "queries"


@dataclasses.dataclass(frozen=True)
class Question:
    """A question in Parley's language and the same in the others'."""

    name: str

    def text(self, language):
        """What to ask in `parley`, `sql`, `polars.py` or `sqlite.sql`."""
        return (QUERIES / f"{self.name}.{language}").read_text()

    @property
    def about(self):
        """What is asked, in words: the first comment of the Parley file."""
        return self.text("parley").splitlines()[0].removeprefix("# ")

    @property
    def title(self):
        """The name as words, without its number."""
        return self.name[3:].replace("-", " ")

    @property
    def is_in_order(self):
        """Whether the order of the rows is a part of the answer."""
        return re.search(r"^-- any order$", self.text("sql"), re.MULTILINE) is None

    @property
    def tolerance(self):
        """By how much numbers may differ; None: not at all where they are exact."""
        found = re.search(r"^-- within ([0-9.]+)$", self.text("sql"), re.MULTILINE)
        return float(found.group(1)) if found else None


def questions(only=()):
    """All questions in order, or those with the given numbers."""
    names = sorted(path.stem for path in QUERIES.glob("*.parley"))
    return [Question(name) for name in names if not only or name[:2] in only]
