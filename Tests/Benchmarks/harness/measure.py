"""One setting: a number of deals and of threads, all engines side by side, question by question."""

import statistics
from functools import partial

from answers import differences, parse_answer

from harness import parley
from harness.bandwidth import bandwidth
from harness.workers import ENGINES, Worker

# SQLite is left out above: its questions would take minutes each.
MOST_DEALS_OF_SQLITE = 5_000_000
# Questions that take longer than this are asked fewer times.
LONG_MILLISECONDS = 2_000
# How often each engine loads the data, and after how many seconds once is enough.
LOADS = 3
LONG_SECONDS = 30


def engines_for(wanted, deals, threads, all_threads):
    """The engines other than Parley. SQLite has one thread and is measured once per size."""
    chosen = [name for name in ENGINES if not wanted or name.split(",")[0].lower() in wanted]
    if deals > MOST_DEALS_OF_SQLITE or threads != min(all_threads):
        chosen = [name for name in chosen if name != "SQLite"]
    return chosen


def measure(program, data, threads, rounds, questions, engines):
    """Times, loading, memory and answers of all engines, as plain values.

    Each round puts one question to one engine after another, so that whatever else the machine does
    meets them all.
    """
    today = latest_day(data)
    starts = {name: partial(Worker, name, data.folder, threads, questions) for name in engines}
    starts["Parley"] = partial(parley.ParleyPrompt, program, data.folder, threads, today)
    load = loading_times(starts)
    first = parley.first_answer(program, data.folder, threads, today, questions[0])
    workers = {name: start() for name, start in starts.items()}
    found = {"deals": data.deals, "threads": threads, "megabytes": data.megabytes,
             "bandwidth": bandwidth(threads), "today": today,
             "load": load,
             "resident": {name: worker.resident for name, worker in workers.items()},
             "times": {name: {} for name in workers}}
    for question in questions:
        for name, times in in_turn(workers, question, rounds).items():
            found["times"][name][question.name] = times
        print(f"  {question.name}", flush=True)
    found["peak"] = {name: worker.peak for name, worker in workers.items()}
    found["first"] = {name: load[name] + found["times"][name][questions[0].name][0] / 1000
                      for name in workers if found["times"][name][questions[0].name]}
    found["first"]["Parley"] = first
    found["deals_file"] = parley.reading_speed(program, data.folder / "deals.csv", threads)
    found["saved"] = parley.saved_workspace(program, data, threads, today, questions[0])
    found["bytes"] = workers["Parley"].bytes_read
    found["wrong"] = wrong_answers(program, data, today, questions, workers, found["times"])
    for worker in workers.values():
        worker.close()
    return found


def loading_times(starts):
    """Seconds that each engine takes to load the data with no other one beside it: medians."""
    times = {name: [] for name in starts}
    for number in range(LOADS):
        for name, start in starts.items():
            if number > 0 and times[name][0] > LONG_SECONDS:
                continue
            worker = start()
            times[name].append(worker.load_seconds)
            worker.close()
    return {name: statistics.median(several) for name, several in times.items()}


def in_turn(workers, question, rounds):
    """Milliseconds of each round by engine; none from one that gave up."""
    times = {name: [] for name in workers}
    asked = dict(workers)
    for number in range(rounds):
        for name, worker in list(asked.items()):
            took = worker.ask(question)
            if took is None:
                times[name] = []
                del asked[name]
            else:
                times[name].append(took)
                if took > LONG_MILLISECONDS and number >= 2:
                    del asked[name]
    return times


def wrong_answers(program, data, today, questions, workers, times):
    """What is wrong with the answers, by question and engine: up to five sentences. All are held
    against those of the first engine beside Parley, row by row."""
    reference = next((name for name in workers if name != "Parley"), None)
    if reference is None:
        return {}
    texts = parley.answers(program, data.folder, today, questions)
    wrong = {}
    for question in questions:
        want = workers[reference].answer(question)
        for name, worker in workers.items():
            if name == reference or not times[name][question.name]:
                continue
            got = (parse_answer(texts[question.name]) if name == "Parley"
                   else worker.answer(question))
            found = differences(got, want, question.is_in_order, question.tolerance)
            if found:
                wrong.setdefault(question.name, {})[name] = found[:5]
    return wrong


def latest_day(data):
    """The day of the latest deal, which all questions go by."""
    with open(data.folder / "deals.csv", encoding="utf-8") as lines:
        place = next(lines).split(",").index("created_on")
        return max(line.split(",")[place] for line in lines)
