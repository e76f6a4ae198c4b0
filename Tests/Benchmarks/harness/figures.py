"""What the measured times come to."""

import math
import statistics

# What the benchmark is held against: see the report's last section.
LEAST_MEAN_RATIO = 8
LEAST_RATIO = 2
MOST_TIMES_BANDWIDTH = 3
# Megabytes per second of the deals' CSV file, with two threads.
LEAST_READING_SPEED = 600
# Below so many bytes a query does not read memory but caches.
LEAST_BYTES = 20_000_000


def typical(setting, engine, name):
    """The median of an engine's times for a question, in milliseconds; None where there is none."""
    times = setting["times"].get(engine, {}).get(name)
    return statistics.median(times) if times else None


def ratio(setting, engine, name):
    """How many times faster Parley is."""
    theirs, ours = typical(setting, engine, name), typical(setting, "Parley", name)
    return theirs / ours if theirs and ours else None


def mean_ratio(setting, engine):
    """The geometric mean over all questions that the engine answered."""
    ratios = [ratio(setting, engine, name) for name in names(setting)]
    ratios = [value for value in ratios if value]
    return math.exp(statistics.fmean(map(math.log, ratios))) if ratios else None


def names(setting):
    return list(setting["times"]["Parley"])


def times_bandwidth(setting, name):
    """How many times longer a query takes than its columns take to be read from memory."""
    least = setting["bytes"][name] / (setting["bandwidth"] * 1e6)
    return typical(setting, "Parley", name) / least if least else None


def growth(small, large, name):
    """By how much the cost per deal grows between two sizes: 1 is linear, less is better."""
    per_deal = [typical(setting, "Parley", name) / setting["deals"] for setting in (small, large)]
    return per_deal[1] / per_deal[0]


def shortfalls(setting, name):
    """Where a question falls short of what it is to reach, in words."""
    found = []
    against = ratio(setting, "DuckDB", name)
    if against and against < LEAST_RATIO:
        found.append(f"{against:.1f} times DuckDB")
    times = times_bandwidth(setting, name)
    if times and setting["bytes"][name] >= LEAST_BYTES and times > MOST_TIMES_BANDWIDTH:
        found.append(f"{times:.1f} times the time to read its columns")
    return found
