"""Units and stretches of time: as Parley writes them, the days they stand for, and the same in SQL."""

import calendar
import dataclasses
import datetime

DAY = datetime.timedelta(days=1)
MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}


def added(day, months):
    """The same day some months later, or that month's last."""
    number = day.year * 12 + day.month - 1 + months
    year, month = number // 12, number % 12 + 1
    return datetime.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


@dataclasses.dataclass(frozen=True)
class Unit:
    """A unit of time; `offset` is how many months after a calendar year a fiscal one starts."""

    word: str
    is_fiscal: bool = False
    offset: int = 0

    @property
    def text(self):
        return ("fiscal " if self.is_fiscal else "") + self.word

    @property
    def name(self):
        """As a column of `each` and the function of a date are called."""
        return self.text.replace(" ", "_")

    @property
    def months(self):
        return MONTHS[self.word]

    # Days

    def start(self, day):
        """The first day of the period in which a day lies."""
        if self.word == "week":
            return day - DAY * day.weekday()
        number = day.year * 12 + day.month - 1 - self.offset
        number = number // self.months * self.months + self.offset
        return datetime.date(number // 12, number % 12 + 1, 1)

    def stepped(self, first, count):
        """The first day of the period some periods after the one that begins with a day."""
        return first + DAY * 7 * count if self.word == "week" else added(first, self.months * count)

    def label(self, day):
        """The period of a day as Parley writes it."""
        if self.word == "week":
            year, week, _ = day.isocalendar()
            return f"{year}-W{week:02}"
        if self.word == "month":
            return f"{day.year}-{day.month:02}"
        day = added(self.start(day), -self.offset)
        year = day.year + (self.offset > 0)
        prefix = "FY" if self.is_fiscal else "CY" if self.word == "year" else ""
        part = {"year": "", "quarter": f"-Q{(day.month + 2) // 3}", "half": f"-H{(day.month + 5) // 6}"}
        return f"{prefix}{year}{part[self.word]}"

    # The same in SQL, where a period is its first day

    def sql_start(self, date):
        if self.word == "half":
            return f"make_date(year({date}), case when month({date}) <= 6 then 1 else 7 end, 1)"
        if not self.offset:
            return f"date_trunc('{self.word}', {date})::DATE"
        moved = f"{date} - to_months({self.offset})"
        return f"(date_trunc('{self.word}', {moved}) + to_months({self.offset}))::DATE"

    def sql_step(self, first, count=1):
        """The first day of the period some periods after the one that begins with a day."""
        if self.word == "week":
            return f"({first} + {7 * count})::DATE"
        return f"({first} + to_months({self.months * count}))::DATE"

    def sql_text(self, first):
        if self.word == "week":
            return f"strftime({first}, '%G-W%V')"
        if self.word == "month":
            return f"strftime({first}, '%Y-%m')"
        first = f"({first} - to_months({self.offset}))" if self.offset else first
        year = f"year({first}) + {int(self.offset > 0)}" if self.is_fiscal else f"year({first})"
        part = {"year": "''", "quarter": f"'-Q' || quarter({first})",
                "half": f"'-H' || (quarter({first}) + 1) // 2"}
        return f"('{'FY' if self.is_fiscal else ''}' || ({year}) || {part[self.word]})"


WEEK, MONTH, QUARTER, HALF, YEAR = map(Unit, ("week", "month", "quarter", "half", "year"))


def units(fiscal_offset):
    """The units of `each`, of functions and of relative periods."""
    fiscal = (Unit(word, True, fiscal_offset) for word in ("quarter", "year"))
    return (WEEK, MONTH, QUARTER, YEAR, *fiscal)


@dataclasses.dataclass(frozen=True)
class Stretch:
    """Whole days from the first to the last one, both included."""

    text: str
    first: datetime.date
    last: datetime.date
    # What kind of period it is, for the coverage and for what is prior to it.
    form: str

    def moved(self, months):
        """The stretch some months earlier: whole months stay whole, other days keep their number."""
        if self.form == "past":
            # (today − n, today] moves with both ends.
            return self.between(added(self.first - DAY, -months) + DAY, added(self.last, -months))
        ends_month = (self.last + DAY).day == 1 and "to date" not in self.form
        last = added(self.last + DAY, -months) - DAY if ends_month else added(self.last, -months)
        return self.between(added(self.first, -months), last)

    def between(self, first, last):
        return dataclasses.replace(self, first=first, last=last)


def whole(day, unit, text=None, form=None):
    first = unit.start(day)
    return Stretch(text or unit.label(day), first, unit.stepped(first, 1) - DAY,
                   form or ("fiscal " if unit.is_fiscal else "") + unit.word)


def named(chance, around, fiscal_offset):
    """A period or range that is written with its name."""
    all_units = (*units(fiscal_offset), HALF)
    kind = chance.randrange(9)
    if kind == 0:
        return whole(around, YEAR, str(around.year), "bare year")
    if kind <= 2:
        unit = chance.choice(all_units)
        one = whole(around, unit)
        two = whole(unit.stepped(one.first, chance.randrange(6)), unit)
        return Stretch(f"{one.text}..{two.text}", one.first, two.last, "range")
    if kind == 3:
        later = around + DAY * chance.choice((0, 20, 400))
        return Stretch(f"{around}..{later}", around, later, "range of days")
    return whole(around, chance.choice(all_units))


def relative(chance, today, fiscal_offset):
    """A period that is counted from today."""
    count = chance.randint(1, 6)
    unit = chance.choice(units(fiscal_offset))
    current = unit.start(today)
    plural = f"{count} {unit.text}s" if count > 1 else unit.text
    match chance.randrange(6):
        case 0: return Stretch(f"last {plural}", unit.stepped(current, -count), current - DAY, "last")
        case 1:
            following = unit.stepped(current, 1)
            return Stretch(f"next {plural}", following, unit.stepped(following, count) - DAY, "next")
        case 2: return whole(today, unit, f"this {unit.text}", "this")
        case 3:
            form = "this week to date" if unit == WEEK else "this to date"
            return Stretch(f"this {unit.text} to date", current, today, form)
        case 4:
            days = chance.choice((30, 90, 400))
            word = chance.choice(("last", "past"))
            return Stretch(f"{word} {days} days", today - DAY * (days - 1), today, "days")
        case _:
            unit = chance.choice((WEEK, MONTH, QUARTER, YEAR))
            first = unit.stepped(today, -count) + DAY
            return Stretch(f"past {count} {unit.word}s", first, today, "past")


def chosen(chance, around, today, fiscal_offset):
    if chance.random() < 0.3:
        return relative(chance, today, fiscal_offset)
    return named(chance, around, fiscal_offset)
