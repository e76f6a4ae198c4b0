"""Parley: a prompt in a terminal of its own for times, one script for answers."""

import json
import os
import pathlib
import pty
import queue
import statistics
import subprocess
import tempfile
import threading
import time

from harness.workers import resident

PATIENCE_SECONDS = 120


def milliseconds(record):
    """Everything that a statement took, from its text to its result."""
    return sum(record[key] for key in ("parse_ms", "check_ms", "plan_ms", "run_ms"))


def typed(script):
    """A script as it is typed: without comments, each statement on one line."""
    lines = [line for line in script.splitlines() if line and not line.startswith("#")]
    return "".join(f" {line.strip()}" if line[0] in " |" else f"\n{line}"
                   for line in lines).lstrip("\n") + "\n"


class ParleyPrompt:
    """A prompt that has opened a folder and answers one question at a time.

    What Parley remembers of earlier questions would make every round but the first too fast: each
    begins by setting the day anew, whereupon nothing remembered holds.
    """

    def __init__(self, program, folder, threads, today):
        self.today = today
        self.home = tempfile.TemporaryDirectory()
        self.bytes_read = {}
        began = time.perf_counter()
        self.terminal, inside = pty.openpty()
        errors, written = os.pipe()
        # Without a pager, which would wait for a key.
        environment = {"HOME": self.home.name, "TERM": "dumb", "LANG": "C.UTF-8", "PAGER": ""}
        self.process = subprocess.Popen(
            [program, "--open", str(folder), "--threads", str(threads), "--no-init", "--timings"],
            stdin=inside, stdout=inside, stderr=written, env=environment, close_fds=True,
            start_new_session=True)
        os.close(inside)
        os.close(written)
        self.lines = queue.SimpleQueue()
        threading.Thread(target=self._listen, args=(errors,), daemon=True).start()
        threading.Thread(target=self._drain, daemon=True).start()
        self._type("1 + 1\n")
        self.load_seconds = time.perf_counter() - began
        self.resident = resident(self.process.pid)[0]

    def _drain(self):
        """Reads what the prompt shows, or it would stand still."""
        try:
            while os.read(self.terminal, 1 << 16):
                pass
        except OSError:
            pass

    def _listen(self, errors):
        """Hands on what Parley writes about times and errors, line by line."""
        with os.fdopen(errors, encoding="utf-8") as lines:
            for line in lines:
                self.lines.put(line)

    def _type(self, text):
        """Types statements, one of which is a question, and gives the record of what it cost."""
        os.write(self.terminal, text.encode())
        while True:
            try:
                line = self.lines.get(timeout=PATIENCE_SECONDS)
            except queue.Empty:
                raise SystemExit(f"parley has not answered:\n{text}") from None
            if line.startswith("{"):
                return json.loads(line)
            if "error" in line:
                raise SystemExit(f"parley: {line}{text}")

    def ask(self, question):
        """Milliseconds that the answer took."""
        record = self._type(f"option today = {self.today}\n{typed(question.text('parley'))}")
        self.bytes_read[question.name] = record["bytes_read"]
        return milliseconds(record)

    @property
    def peak(self):
        return resident(self.process.pid)[1]

    def close(self):
        os.write(self.terminal, b".quit\n")
        self.process.wait(timeout=60)
        os.close(self.terminal)
        self.home.cleanup()


def answers(program, folder, today, questions):
    """The answer to each question as a file of JSON, by its name: one script writes them all."""
    with tempfile.TemporaryDirectory() as scratch:
        main = pathlib.Path(scratch) / "main.parley"
        for question in questions:
            text = f"{question.text('parley').rstrip()}\n| export \"{question.name}.json\"\n"
            (main.parent / f"{question.name}.parley").write_text(text)
        main.write_text("".join(f'run "{question.name}.parley"\n' for question in questions))
        done = subprocess.run(
            [program, "run", str(main), "--open", str(folder), "--today", today, "--format", "json"],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, cwd=scratch)
        if done.returncode != 0:
            raise SystemExit(f"parley: exit {done.returncode}\n{done.stderr}")
        return {question.name: (main.parent / f"{question.name}.json").read_text()
                for question in questions}


def first_answer(program, folder, threads, today, question):
    """Seconds from the start of the program until the answer is there."""
    with tempfile.NamedTemporaryFile("w", suffix=".parley") as script:
        script.write(question.text("parley"))
        script.flush()
        began = time.perf_counter()
        subprocess.run(
            [program, "run", script.name, "--open", str(folder), "--today", today,
             "--threads", str(threads)], stdout=subprocess.DEVNULL, check=True)
        return time.perf_counter() - began


def reading_speed(program, file, threads):
    """Megabytes per second of the whole program when it does nothing but load one CSV file as the
    table that it is called after: the median of five."""
    times = []
    for _ in range(5):
        began = time.perf_counter()
        subprocess.run([program, "--threads", str(threads), "-e", f'load "{file}" as {file.stem}'],
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        times.append(time.perf_counter() - began)
    return file.stat().st_size / 1e6 / statistics.median(times)


def start_up(program, *options):
    """Milliseconds of `parley -e '1 + 1'`: (median, least)."""
    times = []
    for _ in range(30):
        began = time.perf_counter()
        subprocess.run([program, *options, "-e", "1 + 1"], stdout=subprocess.DEVNULL, check=True)
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times), min(times)


def saved_workspace(program, data, threads, today, question):
    """What it takes to save the data as a workspace, and to open that again and ask a question."""
    with tempfile.TemporaryDirectory(dir=data.folder.parent) as beside:
        folder = pathlib.Path(beside) / "saved"
        done = subprocess.run(
            [program, "--open", str(data.folder), "--threads", str(threads), "--timings",
             "-e", f'save "{folder}"'], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            text=True, check=True)
        record = next(json.loads(line) for line in done.stderr.splitlines() if line[0] == "{")
        first = min(first_answer(program, folder, threads, today, question) for _ in range(5))
        prompt = ParleyPrompt(program, folder, threads, today)
        prompt.ask(question)
        peak = prompt.peak
        prompt.close()
        # The least of many, because what is between the two is less than what else the machine does.
        return {"seconds": record["run_ms"] / 1000,
                "megabytes": (folder / "columns.parley-data").stat().st_size / 1e6,
                "open": start_up(program, "--open", str(folder))[1] - start_up(program)[1],
                "first": first * 1000, "peak": peak}


def long_script():
    """A script of 500 lines."""
    lines = [f"measure m{i} on deals = sum(amount where stage = won and amount > ${i}k) over closed_on"
             for i in range(40)]
    for i in range(10):
        lines += [f"let l{i} = partners", "| where status = active and tier in [gold, platinum]",
                  f"| add r{i}: deals.m{i}(during last 4 quarters)", f"| top {i + 5} by r{i}"]
    i = 0
    while len(lines) < 500:
        lines += [f"l{i % 10}", f"| add share: share(r{i % 10} within territory), boss: manager.name",
                  '| where share > 10% and name != "x"',
                  f"| summarize n: count(), total: sum(r{i % 10}) by tier, boss", "| sort total desc",
                  "partners",
                  f"| summarize deals.m{i % 40}, deals.m{(i + 1) % 40}, opened: count(deals over created_on)",
                  "  by region: territory.region, each quarter in 2025",
                  f"| add ratio: m{i % 40} / m{(i + 1) % 40}", "| sort ratio desc"]
        i += 1
    return "\n".join(lines) + "\n"


def check_time(program, folder):
    """Milliseconds to parse and to check a script of 500 lines: (parse, check), least of five."""
    with tempfile.NamedTemporaryFile("w", suffix=".parley") as script:
        script.write(long_script())
        script.flush()
        times = []
        for _ in range(5):
            done = subprocess.run(
                [program, "run", script.name, "--open", str(folder), "--format", "json", "--timings"],
                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=True)
            records = [json.loads(line) for line in done.stderr.splitlines() if line.startswith("{")]
            times.append((sum(record["parse_ms"] for record in records),
                          sum(record["check_ms"] for record in records)))
    return min(parse for parse, _ in times), min(check for _, check in times)
