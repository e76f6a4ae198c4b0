"""What values are: their types, how a value is written in Parley and in SQL, and their order.

SQL values: numbers are DECIMALs of known scale or DOUBLEs, a link is the number of the row that it leads
to, a period is its first day, a duration is a number of days, missing is NULL.
"""

import dataclasses
import datetime
import decimal

# An exact number must stay below 2^53 as a whole number of its last places: then SQL's doubles hold it.
MOST_DIGITS = 15


@dataclasses.dataclass(frozen=True)
class Type:
    """A type of the language; `of` is a currency, a choice's values, a unit of time, an entity's name."""

    kind: str
    of: object = None
    # Decimal places of an exact number; None for a real one.
    places: int = 0
    # How many digits an exact number may have before its decimal point.
    digits: int = 6
    # Whether two right computations of a real agree to the last bit, so that it may decide something.
    crisp: bool = True

    @property
    def is_numeric(self):
        return self.kind in ("number", "money", "percent", "days")

    @property
    def is_exact(self):
        return self.places is not None

    @property
    def decides(self):
        """Whether comparing, sorting and grouping by it is safe."""
        return not self.is_numeric or self.is_exact or self.crisp

    def like(self, other):
        """Whether values of both types may stand side by side: compared, appended, in branches."""
        return self.kind == other.kind and self.of == other.of

    def fits(self):
        return not self.is_exact or self.places + self.digits <= MOST_DIGITS


NUMBER = Type("number")
COUNT = Type("number", places=0, digits=4)
PERCENT = Type("percent", places=3, digits=1)
TEXT = Type("text")
BOOL = Type("bool")
DATE = Type("date")
DAYS = Type("days", digits=5)


def real(kind, of=None, crisp=False):
    return Type(kind, of, places=None, crisp=crisp)


def money(currency, places=2, digits=6):
    return Type("money", currency, places, digits)


def period(unit):
    return Type("period", unit)


def entity(name):
    return Type("entity", name)


def merged(one, other):
    """The type of a value that is either of two."""
    if not one.is_numeric:
        return one
    if one.is_exact and other.is_exact:
        return dataclasses.replace(
            one, places=max(one.places, other.places), digits=max(one.digits, other.digits))
    return real(one.kind, one.of, all(each.is_exact or each.crisp for each in (one, other)))


# Writing values

SIGNS = {"USD": "$", "EUR": "€"}


def quoted(text):
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def sql_literal(value, type_):
    if value is None:
        return "NULL"
    if type_.is_numeric:
        if type_.is_exact:
            return f"{value}::DECIMAL(18,{type_.places})"
        return f"{value}::DOUBLE"
    if type_.kind in ("date", "period"):
        return f"DATE '{value}'"
    if type_.kind == "bool":
        return "true" if value else "false"
    if isinstance(value, str):
        return quoted(value)
    return str(value)


def exact(sql, type_):
    """A SQL number in the one form that numbers of a type have."""
    return f"({sql})::DECIMAL(18,{type_.places})" if type_.is_exact else f"({sql})::DOUBLE"


def within(sql, stretch):
    """Whether a date lies in a stretch of time."""
    return f"coalesce({sql} between DATE '{stretch.first}' and DATE '{stretch.last}', false)"


def name_text(name):
    """A name as Parley writes it."""
    return name if name.isidentifier() else f"`{name}`"


def parley_text(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("{", "\\{") + '"'


def parley_literal(value, type_):
    """A value as Parley writes it; `missing` has no type."""
    if value is None:
        return "missing"
    if type_.kind == "money":
        sign = "-" if value < 0 else ""
        return f"{sign}{SIGNS[type_.of]}{abs(value):f}"
    if type_.kind == "percent":
        return f"{(value * 100).normalize():f}%"
    if type_.kind == "days":
        return f"{value} days"
    if type_.kind == "bool":
        return "true" if value else "false"
    if type_.kind == "choice":
        return value
    if isinstance(value, str):
        return parley_text(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, decimal.Decimal):
        return f"{value:f}"
    return str(value)


# Order

def order_key(sql, type_):
    """A SQL value that orders as values of the type do; NULL for NULL."""
    if type_.kind == "choice":
        declared = ", ".join(map(quoted, type_.of))
        place = f"coalesce(list_position([{declared}], {sql}), 99)"
        return f"(case when {sql} is not null then printf('%02d', {place}) || {sql} end)"
    if type_.kind == "entity":
        return f'(select z._rank from "{type_.of}" z where z._r = {sql})'
    return sql


def order_term(sql, type_, descending=False):
    """A term of ORDER BY: missing comes last either way."""
    return f"{order_key(sql, type_)} {'desc' if descending else 'asc'} nulls last"


# Numbers in SQL

def quotient(dividend, dividend_type, divisor, divisor_type):
    """One correctly rounded division, missing where it is by zero."""
    if dividend_type.is_exact and divisor_type.is_exact:
        places = max(dividend_type.places, divisor_type.places)
        dividend, divisor = whole(dividend, places), whole(divisor, places)
    return f"(({dividend})::DOUBLE / nullif(({divisor})::DOUBLE, 0))"


def whole(sql, places):
    """An exact number as a whole number of its last places."""
    return f"(({sql})::DECIMAL(30,{places}) * 1{'0' * places})::HUGEINT"


def shown(sql, type_):
    """A value as Parley's JSON has it."""
    if type_.kind == "entity":
        return f'(select z._show from "{type_.of}" z where z._r = {sql})'
    if type_.kind == "period":
        return type_.of.sql_text(sql)
    return sql
