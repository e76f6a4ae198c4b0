"""Whether Parley's answer to a question is SQL's."""

import dataclasses
import pathlib
import tempfile

import duckdb

import model as models
from answers import differences
from programs import Complaint, Parley


@dataclasses.dataclass
class Verdict:
    """What is wrong with an answer, in a word and in sentences."""

    kind: str
    sentences: list


def wanted(question, model, database):
    """SQL's columns and rows; the error where it has none."""
    try:
        result = database.connection.execute(question.sql(model, database))
        return [column[0] for column in result.description], [list(row) for row in result.fetchall()]
    except duckdb.Error as error:
        return error


def verdict(got, want):
    """None where both agree."""
    if isinstance(want, duckdb.Error):
        return Verdict("SQL", [str(want)])
    if isinstance(got, Complaint):
        return Verdict(got.kind, [got.reason])
    found = differences(got, want)
    return Verdict("differs", found) if found else None


def judged(question, model, program):
    """The verdict on a single question, over files and tables of its own."""
    with tempfile.TemporaryDirectory() as folder:
        models.write(model, pathlib.Path(folder))
        got = Parley(program, folder, model.today).answers([question.parley()])[0]
    database = models.Database(model)
    try:
        return verdict(got, wanted(question, model, database))
    finally:
        database.close()
