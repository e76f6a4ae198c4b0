"""Runs Parley on many questions at once."""

import dataclasses
import decimal
import json
import re
import subprocess

SECONDS = 120


@dataclasses.dataclass
class Complaint:
    """What Parley wrote instead of an answer."""

    status: int
    text: str

    @property
    def kind(self):
        """The number of the first error; else how the program ended."""
        found = re.search(r"error (P\d+):", self.text)
        return found.group(1) if found else f"exit {self.status}"

    @property
    def reason(self):
        """Its words from the first error on."""
        return self.text[max(0, self.text.find("error P")):].strip()


class Parley:
    """The program on one workspace."""

    def __init__(self, program, folder, today, options=()):
        self.command = [program, "--open", str(folder), "--today", str(today), "--format", "json",
                        "--quiet", "--color", "never", *options]

    def answers(self, texts):
        """For each question its columns and rows, or a complaint."""
        found = []
        while len(found) < len(texts):
            results, complaint = self.run(texts[len(found):])
            found += results
            if len(found) < len(texts):
                found.append(complaint)
        return found

    def run(self, texts):
        """The answers up to the first error, and that."""
        queries = [part for text in texts for part in ("-e", text)]
        try:
            done = subprocess.run(self.command + queries, capture_output=True, text=True, timeout=SECONDS)
        except subprocess.TimeoutExpired:
            return [], Complaint(-1, f"no answer within {SECONDS} seconds")
        return list(tables(done.stdout)), Complaint(done.returncode, done.stderr)


def tables(text):
    """The arrays of objects in a text, as columns (None where there are no rows) and rows."""
    decoder = json.JSONDecoder(object_pairs_hook=list, parse_float=decimal.Decimal, parse_int=decimal.Decimal)
    place = 0
    while True:
        while place < len(text) and text[place].isspace():
            place += 1
        if place == len(text):
            return
        objects, place = decoder.raw_decode(text, place)
        columns = [name for name, _ in objects[0]] if objects else None
        yield columns, [[value for _, value in row] for row in objects]
