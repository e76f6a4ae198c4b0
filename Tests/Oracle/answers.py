"""Answers of Parley and of other engines to the same question, and how they differ."""

import datetime
import decimal
import json
import math
import re
import subprocess

RELATIVE_ERROR = 1e-9


class Failure(Exception):
    """A program that could not answer."""


def parley_answer(parley, script, folder=None, options=()):
    """The columns and rows that the last query of a script file prints."""
    command = [parley, "run", str(script), "--format", "json", *options]
    if folder is not None:
        command += ["--open", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise Failure(f"exit {done.returncode}\n{done.stdout}{done.stderr}")
    return parse_answer(done.stdout)


def parse_answer(text):
    """The columns and rows of what Parley writes as JSON; numbers as they stand there."""
    try:
        objects = json.loads(
            text, object_pairs_hook=list, parse_float=decimal.Decimal, parse_int=decimal.Decimal)
    except json.JSONDecodeError as error:
        raise Failure(f"no JSON: {error}\n{text[:500]}") from error
    columns = [name for name, _ in objects[0]] if objects else None
    return columns, [[value for _, value in row] for row in objects]


def duck_answer(connection, sql, parameters=None):
    """The columns and rows of a SQL query."""
    result = connection.execute(sql, parameters)
    columns = [column[0] for column in result.description]
    return columns, [list(row) for row in result.fetchall()]


def agrees(got, want, within=None):
    """Whether one engine's value is another's: exact for decimals, nearly so for reals."""
    if isinstance(want, bool) or isinstance(got, bool):
        return got is want
    if isinstance(want, (datetime.date, datetime.datetime)):
        want = want.isoformat()[:10]
    if isinstance(got, (datetime.date, datetime.datetime)):
        got = got.isoformat()[:10]
    if isinstance(want, (int, float, decimal.Decimal)):
        if not isinstance(got, (int, float, decimal.Decimal)):
            return False
        if within is not None:
            return abs(float(got) - float(want)) <= within + 1e-9
        if isinstance(want, float) or isinstance(got, float):
            return math.isclose(float(got), want, rel_tol=RELATIVE_ERROR, abs_tol=1e-12)
        return got == want
    return got == want


def sort_key(row):
    """An order for rows whose order does not matter; numbers coarsely, as they may differ a little."""
    def key(value):
        if value is None:
            return (2, "")
        if isinstance(value, (int, float, decimal.Decimal)) and not isinstance(value, bool):
            return (0, f"{float(value):030.6f}")
        if isinstance(value, datetime.date):
            return (1, value.isoformat())
        return (1, str(value))
    return [key(value) for value in row]


def remarks(sql):
    """What the comments of a SQL file say about comparing: (order matters, tolerance)."""
    tolerance = re.search(r"^-- within ([0-9.]+)$", sql, re.MULTILINE)
    in_order = re.search(r"^-- any order$", sql, re.MULTILINE) is None
    return in_order, float(tolerance.group(1)) if tolerance else None


def is_about_stages(sql):
    """Whether a SQL file is about the stages of an explained question, not about its rows."""
    return re.search(r"^-- stages$", sql, re.MULTILINE) is not None


def stages(explained):
    """Of an explained question each stage's text and the rows that it passed on."""
    columns, rows = explained
    places = [columns.index(name) for name in ("what", "text", "rows")]
    found = [[row[place] for place in places] for row in rows]
    return ["text", "rows"], [row[1:] for row in found if row[0] == "stage"]


def differences(got, want, in_order=True, within=None):
    """Sentences on how Parley's answer differs from SQL's; none where it agrees."""
    got_columns, got_rows = got
    want_columns, want_rows = want
    if got_columns is not None and got_columns != want_columns:
        return [f"columns {got_columns}, expected {want_columns}"]
    found = []
    if len(got_rows) != len(want_rows):
        found.append(f"{len(got_rows)} rows, expected {len(want_rows)}")
    if not in_order:
        got_rows, want_rows = sorted(got_rows, key=sort_key), sorted(want_rows, key=sort_key)
    for number, (row, right) in enumerate(zip(got_rows, want_rows), 1):
        if not all(agrees(a, b, within) for a, b in zip(row, right)):
            found.append(f"row {number}: {plain(row)}, expected {plain(right)}")
    return found


def plain(row):
    """A row as a person reads it."""
    return "(" + ", ".join("missing" if value is None else str(value) for value in row) + ")"
