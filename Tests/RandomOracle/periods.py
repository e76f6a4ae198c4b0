"""Stretches of time: as Parley writes them, and the days that they stand for."""

import calendar
import dataclasses
import datetime

UNITS = ("week", "month", "quarter", "year")
DAY = datetime.timedelta(days=1)


@dataclasses.dataclass(frozen=True)
class Stretch:
    """Whole days from the first to the last one, both included."""

    text: str
    first: datetime.date
    last: datetime.date


def added(day, months):
    """The same day some months later, or that month's last."""
    number = day.year * 12 + day.month - 1 + months
    year, month = number // 12, number % 12 + 1
    return datetime.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def start(day, unit):
    """The first day of the period in which a day lies."""
    if unit == "day":
        return day
    if unit == "week":
        return day - DAY * day.weekday()
    if unit == "month":
        return day.replace(day=1)
    if unit == "quarter":
        return datetime.date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    if unit == "half":
        return datetime.date(day.year, (day.month - 1) // 6 * 6 + 1, 1)
    return datetime.date(day.year, 1, 1)


def stepped(first, unit, count):
    """The first day of the period that comes some periods after the one that begins with a day."""
    if unit == "day":
        return first + DAY * count
    if unit == "week":
        return first + DAY * 7 * count
    return added(first, {"month": 1, "quarter": 3, "half": 6, "year": 12}[unit] * count)


def name(day, unit):
    """The period of a day as Parley writes it."""
    if unit == "week":
        year, week, _ = day.isocalendar()
        return f"{year}-W{week:02}"
    if unit == "month":
        return f"{day.year}-{day.month:02}"
    if unit == "quarter":
        return f"{day.year}-Q{(day.month + 2) // 3}"
    if unit == "half":
        return f"{day.year}-H{(day.month + 5) // 6}"
    return f"CY{day.year}"


def whole(day, unit, text=None):
    first = start(day, unit)
    return Stretch(text or name(day, unit), first, stepped(first, unit, 1) - DAY)


def named(chance, around):
    """A period or range that is written with its name."""
    kind = chance.randrange(8)
    if kind == 0:
        return whole(around, "year", str(around.year))
    if kind in (1, 2):
        unit = chance.choice(("week", "month", "quarter", "half", "year"))
        later = stepped(start(around, unit), unit, chance.randrange(6))
        one, two = whole(around, unit), whole(later, unit)
        return Stretch(f"{one.text}..{two.text}", one.first, two.last)
    return whole(around, chance.choice(("week", "month", "quarter", "half", "year")))


def relative(chance, today):
    """A period that is counted from today."""
    count = chance.randint(1, 6)
    unit = chance.choice(UNITS)
    current = start(today, unit)
    plural = f"{count} {unit}s" if count > 1 else unit
    kind = chance.randrange(7)
    if kind == 0:
        return Stretch(f"last {plural}", stepped(current, unit, -count), current - DAY)
    if kind == 1:
        following = stepped(current, unit, 1)
        return Stretch(f"next {plural}", following, stepped(following, unit, count) - DAY)
    if kind == 2:
        return whole(today, unit, f"this {unit}")
    if kind == 3:
        return Stretch(f"this {unit} to date", current, today)
    if kind == 4:
        days = chance.choice((30, 90, 400))
        word = chance.choice(("last", "past"))
        return Stretch(f"{word} {days} days", today - DAY * (days - 1), today)
    return Stretch(f"past {count} {unit}s", stepped(today, unit, -count) + DAY, today)


def chosen(chance, around, today):
    return relative(chance, today) if chance.random() < 0.3 else named(chance, around)
