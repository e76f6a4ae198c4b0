"""The figures as Markdown."""

import pathlib
import tomllib

from harness import figures
from harness.questions import Question

METHOD = """\
Written by `make bench`. All engines hold the same generated data in memory and answer the same
questions in turn, one question after the other, with the same number of threads; times are medians,
answers are compared row by row. × is how many times faster Parley is.

- DuckDB has text columns, as its reader declares them; with *enumerations*, the words of the deals are
  declared by hand. Polars has categories for words and whole cents for amounts. SQLite has indexes that
  cover the questions, which are a part of its loading, and one thread; it is left out above 5 million
  deals, and where a question takes over a minute.
- Parley's times go from the text to the result; what it remembers of earlier questions is thrown away
  before each.
- *MB read* are the columns that a question needs, each once; *× limit* is how many times longer Parley
  takes than a loop that only reads so much memory, measured in the same run."""
REASONS = pathlib.Path(__file__).resolve().parent.parent / "reasons.toml"


def table(header, rows):
    """A Markdown table; all columns but the first are flush right."""
    lines = [header, ["---"] + ["--:"] * (len(header) - 1), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def number(value, places=1):
    """A figure, with fewer places where it is large."""
    if value is None:
        return "–"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.{places}f}"


def several(count, word):
    return f"{count:,} {word}" if count == 1 else f"{count:,} {word}s"


def times_section(setting):
    """One setting: milliseconds of each engine, how much faster Parley is, and its distance from
    the memory's limit."""
    engines = [name for name in setting["times"] if name != "Parley"]
    rows = []
    for name in figures.names(setting):
        row = [f"{name[:2]} {Question(name).title}", number(figures.typical(setting, "Parley", name))]
        for engine in engines:
            row += [number(figures.typical(setting, engine, name)),
                    number(figures.ratio(setting, engine, name))]
        rows.append(row + [number(setting["bytes"][name] / 1e6, 1),
                           number(figures.times_bandwidth(setting, name))])
    mean = ["**geometric mean**", ""]
    for engine in engines:
        mean += ["", f"**{number(figures.mean_ratio(setting, engine))}**"]
    header = ["milliseconds", "Parley"]
    for engine in engines:
        header += [engine, "×"]
    return (f"## {setting['deals']:,} deals, {several(setting['threads'], 'thread')}\n\n"
            + table(header + ["MB read", "× limit"], rows + [mean + ["", ""]]))


def loading_section(setting):
    rows = [[engine, number(setting["load"][engine], 2), number(setting["first"].get(engine), 2),
             number(setting["resident"][engine], 0), number(setting["peak"][engine], 0),
             number(setting["resident"][engine] * 1e6 / setting["deals"], 0)]
            for engine in setting["times"]]
    return (f"Loading {setting['megabytes']:,.0f} MB of CSV; memory is read at "
            f"{setting['bandwidth']:.1f} GB/s:\n\n"
            + table(["", "loading s", "first answer s", "resident MB", "at most MB",
                     "bytes per deal"], rows)
            + f"\n\nThe file of the deals alone: Parley loads {number(setting.get('deals_file'), 0)} MB/s; "
            f"the aim with two threads is {figures.LEAST_READING_SPEED}."
            + saved_words(setting.get("saved")))


def saved_words(saved):
    """What `save` has made of the data, in a sentence."""
    if saved is None:
        return ""
    return (f"\n\nParley's `save` takes {number(saved['seconds'], 1)} s and writes "
            f"{number(saved['megabytes'])} MB of columns beside the CSV files. That workspace opens "
            f"in {number(saved['open'])} ms; from the program's start to the first answer it is "
            f"{number(saved['first'])} ms, with at most {number(saved['peak'], 0)} MB resident.")


def growth_section(settings):
    """Parley's cost per deal at each size, with the most threads."""
    threads = max(setting["threads"] for setting in settings)
    sizes = [setting for setting in settings if setting["threads"] == threads]
    if len(sizes) < 2:
        return None
    rows = []
    for name in figures.names(sizes[0]):
        costs = [figures.typical(size, "Parley", name) * 1e6 / size["deals"] for size in sizes]
        rows.append([f"{name[:2]} {Question(name).title}", *(number(cost, 2) for cost in costs),
                     *(number(figures.growth(small, large, name), 2)
                       for small, large in zip(sizes, sizes[1:]))])
    header = ["nanoseconds per deal", *(f"{size['deals']:,}" for size in sizes),
              *(f"to {large['deals']:,}" for large in sizes[1:])]
    return (f"## Growth\n\nParley's cost per deal, {several(threads, 'thread')}, and by what it grows "
            "from one size to the next: 1 is linear, less is better.\n\n" + table(header, rows))


def aims_section(setting):
    """What falls short of the aims, with the reasons that are known."""
    reasons = tomllib.loads(REASONS.read_text()) if REASONS.exists() else {}
    mean = figures.mean_ratio(setting, "DuckDB")
    lines = []
    if mean:
        lines.append(f"- Geometric mean against DuckDB: {mean:.1f}; the aim is "
                     f"{figures.LEAST_MEAN_RATIO}.")
    for name in figures.names(setting):
        for said in figures.shortfalls(setting, name):
            lines.append(f"- **{name[:2]} {Question(name).title}**: {said}. "
                         + reasons.get(name, "The reason has not been found yet."))
    return (f"## Where the aims are missed\n\nAt {setting['deals']:,} deals, "
            f"{several(setting['threads'], 'thread')}. No query is to be less than "
            f"{figures.LEAST_RATIO} times faster than DuckDB, nor to take more than "
            f"{figures.MOST_TIMES_BANDWIDTH} times as long as its columns take to be read.\n\n"
            + "\n".join(lines or ["Nowhere."]))


def report(results):
    """All sections."""
    settings = results["settings"]
    parts = ["# How fast Parley is\n\n" + METHOD]
    for setting in settings:
        parts += [times_section(setting), loading_section(setting)]
    parts.append(growth_section(settings))
    judged = next((s for s in reversed(settings) if s["deals"] == 5_000_000), settings[-1])
    parts.append(aims_section(judged))
    middle, least = results["start"]
    parse, check = results["check"]
    parts.append(f"`parley -e '1 + 1'`: {middle:.1f} ms ({least:.1f} at best). A script of 500 lines: "
                 f"parsed in {parse:.1f} ms, checked in {check:.1f} ms.")
    return "\n\n".join(part for part in parts if part) + "\n"

