"""Makes up literals and values."""

import dataclasses
import datetime
import decimal

import kinds
import periods
from definitions import Function, FunctionCall
from expressions import (Arithmetic, Call, Default, If, Interpolated, Literal, Months, Negated, Path, Today,
                         walk)
from kinds import Type
from scopes import View, paths

ORDERED = ("number", "money", "percent", "days", "date", "period", "text", "choice")


@dataclasses.dataclass(frozen=True)
class Here:
    """Where an expression stands."""

    view: View
    # The view of the row outside, within an aggregate.
    outer: View = None
    # Whether these are the rows of a stage, which window functions look across.
    is_stage: bool = False
    # How deep expressions may still grow.
    depth: int = 3
    # Whether only values of the row itself may be used, no aggregates.
    is_plain: bool = False

    def deeper(self):
        return dataclasses.replace(self, depth=self.depth - 1, is_stage=False)


class ValueMaker:
    """Literals, paths and what is calculated from them."""

    def __init__(self, model, chance):
        self.model = model
        self.chance = chance
        # The values that occur, by the kind of their column.
        self.pools = {}
        for entity in model.entities.values():
            for field in entity.fields:
                values = [row[field.name] for row in entity.rows if row[field.name] is not None]
                self.pools.setdefault(field.type.kind, []).extend(values)

    def maybe(self, probability):
        return self.chance.random() < probability

    # Literals

    def literal(self, type_):
        """A value of a type, mostly one that occurs."""
        chance, pool = self.chance, self.pools.get(type_.kind, ())
        match type_.kind:
            case "choice":
                spelling = chance.choice(("", "", "capitals", "text"))
                return Literal(chance.choice(type_.of), type_, spelling)
            case "bool": return Literal(chance.choice((True, False)), type_)
            case "days": return Literal(chance.choice((0, 1, 30, 90, 365)), kinds.DAYS)
            case "date": return Literal(chance.choice(pool) if pool and self.maybe(0.7) else self.date(), type_)
            case "text": return Literal(chance.choice(pool) if pool and self.maybe(0.8) else "nowhere", type_)
            case "id":
                values = [value for value in pool if isinstance(value, int) == (type_.of == "number")]
                return Literal(chance.choice(values or [7 if type_.of == "number" else "K-7"]), type_)
        if pool and self.maybe(0.6):
            value = chance.choice(pool)
        elif type_.kind == "percent":
            value = decimal.Decimal(chance.choice((0, 5, 25, 500, 1000))).scaleb(-3)
        else:
            value = decimal.Decimal(chance.choice((0, 1, 2, 3, 10, 100, 1000)))
        places = max(0, -value.as_tuple().exponent)
        digits = len(str(int(abs(value))))
        return Literal(value, Type(type_.kind, type_.of, places, digits))

    def date(self):
        return datetime.date(2023, 10, 1) + datetime.timedelta(self.chance.randrange(700))

    def stretch(self):
        return periods.chosen(self.chance, self.date(), self.model.today, self.model.fiscal_offset)

    def unit(self):
        return self.chance.choice(periods.units(self.model.fiscal_offset))

    # Values

    def field(self, here, accept=lambda type_: True):
        """A path to one value, short ones more often; None where there is none."""
        return self.nearest([path for path in paths(here.view, self.model) if accept(path.type)])

    def nearest(self, found):
        """One of some paths, short ones more often."""
        if not found:
            return None
        lengths = sorted({len(path.names) for path in found})
        length = self.chance.choices(lengths, [4.0 / 2 ** length for length in lengths])[0]
        path = self.chance.choice([path for path in found if len(path.names) == length])
        return Path(path.names, path.type)

    def value(self, here, accept=lambda type_: True):
        """Any value whose type is accepted; None where none was found."""
        makers = [self.field, self.field, self.field]
        if not here.is_plain:
            makers += [self.counted, self.counted]
        if here.depth > 0:
            makers += [self.calculated, self.called, self.branched, self.defaulted, self.dated,
                       self.interpolated, self.applied]
            if here.is_stage:
                makers += [self.window, self.shared]
        for _ in range(8):
            value = self.chance.choice(makers)(here)
            if value is not None and value.type.fits() and accept(value.type):
                return value
        return self.field(here, accept)

    def numeric(self, here):
        return self.value(here, lambda type_: type_.is_numeric)

    def calculated(self, here):
        """+ − × ÷ of numbers, money, percents and lengths of time."""
        left = self.numeric(here.deeper())
        if left is None:
            return None
        if self.maybe(0.1):
            return Negated(left, left.type)
        operator = self.chance.choice("+-*/")
        right = self.operand(here, lambda type_: self.result(operator, left.type, type_) is not None)
        return right and Arithmetic(operator, left, right, self.result(operator, left.type, right.type))

    def operand(self, here, accept):
        """The other side of an operator: a value or a literal."""
        if self.maybe(0.4):
            for _ in range(5):
                type_ = self.chance.choice((kinds.NUMBER, kinds.PERCENT, kinds.money("USD"), kinds.DAYS))
                if accept(type_):
                    return self.literal(type_)
        return self.value(here.deeper(), accept)

    def result(self, operator, one, two):
        """The type of a calculation with numbers; None where there is none."""
        kind = self.result_kind(operator, one, two)
        if kind is None:
            return None
        of = next((side.of for side in (one, two) if side.kind == kind), None)
        if operator == "/":
            return kinds.real(kind, of, crisp=one.is_exact and two.is_exact)
        if not (one.is_exact and two.is_exact):
            return kinds.real(kind, of)
        if operator == "*":
            return Type(kind, of, one.places + two.places, one.digits + two.digits)
        return Type(kind, of, max(one.places, two.places), max(one.digits, two.digits) + 1)

    def result_kind(self, operator, one, two):
        if not (one.is_numeric and two.is_numeric):
            return None
        plain = ("number", "percent")
        if one.kind in plain and two.kind in plain:
            return one.kind if operator in "+-" and one.kind == two.kind else "number"
        if one.kind == two.kind and one.of == two.of:
            return {"+": one.kind, "-": one.kind, "/": "number"}.get(operator)
        if operator in "*/" and (two.kind == "number" or two.kind == "percent" and one.kind == "money"):
            return one.kind
        if operator == "*" and (one.kind == "number" or one.kind == "percent" and two.kind == "money"):
            return two.kind
        return None

    def called(self, here):
        """A function of a value."""
        value = self.value(here.deeper())
        if value is None:
            return None
        match value.type.kind:
            case "text": return self.text_call(value)
            case "date": return self.date_call(value)
            case "period":
                name = self.chance.choice(("start", "end", "text"))
                return Call(name, (value,), kinds.TEXT if name == "text" else kinds.DATE)
            case "choice": return Call("text", (value,), kinds.TEXT)
        if value.type.is_numeric and value.type.is_exact:
            return self.number_call(here, value)
        return None

    def number_call(self, here, value):
        type_ = value.type
        name = self.chance.choice(("round", "round", "floor", "ceil", "abs", "least", "greatest", "number",
                                   "percent", "money"))
        match name:
            case "number": return Call(name, (value,), dataclasses.replace(type_, kind=name, of=None))
            case "percent" | "money":
                of = "USD" if name == "money" else None
                return Call(name, (value,), dataclasses.replace(type_, kind=name, of=of)) \
                    if type_.kind == "number" else None
            case "least" | "greatest":
                other = self.operand(here, type_.like)
                return other and Call(name, (value, other), kinds.merged(type_, other.type))
            case "abs": return Call(name, (value,), type_)
        places = self.chance.choice((None, 0, 1, 2)) if name == "round" else None
        arguments = (value,) if places is None else (value, places)
        return Call(name, arguments, dataclasses.replace(
            type_, places=min(type_.places, places or 0), digits=type_.digits + 1))

    def date_call(self, value):
        if self.maybe(0.4):
            unit = self.unit()
            return Call(unit.name, (value,), kinds.period(unit))
        return Call(self.chance.choice(("year_number", "quarter_number", "month_number", "weekday", "day",
                                        "week_number")), (value,), kinds.COUNT)

    def text_call(self, value):
        name = self.chance.choice(("lower", "upper", "trim", "length", "replace", "left", "right"))
        if name == "length":
            return Call(name, (value,), kinds.COUNT)
        if name == "replace":
            pieces = tuple(Literal(text, kinds.TEXT) for text in self.chance.choice((("o", "0"), (" ", ""))))
            return Call(name, (value, *pieces), kinds.TEXT)
        if name in ("left", "right"):
            return Call(name, (value, self.chance.choice((0, 1, 3))), kinds.TEXT)
        return Call(name, (value,), kinds.TEXT)

    def branched(self, here):
        then = self.value(here.deeper(), lambda type_: type_.kind not in ("entity", "id"))
        otherwise = then and self.like(here, then)
        return otherwise and If(
            self.condition(here.deeper()), then, otherwise, kinds.merged(then.type, otherwise.type))

    def defaulted(self, here):
        value = self.value(here.deeper(), lambda type_: type_.kind not in ("entity", "id"))
        fallback = value and self.like(here, value)
        return fallback and Default(value, fallback, kinds.merged(value.type, fallback.type))

    def like(self, here, value):
        """Another value of the same type."""
        if self.maybe(0.4) and value.type.kind not in ("choice", "period"):
            return self.literal(value.type)
        return self.value(here.deeper(), value.type.like)

    def dated(self, here):
        """Arithmetic with dates."""
        left = self.value(here.deeper(), lambda type_: type_.kind == "date") if self.maybe(0.8) else Today()
        if left is None:
            return None
        operator = self.chance.choice("+-")
        match self.chance.randrange(3):
            case 0:
                right = self.value(here.deeper(), lambda type_: type_.kind == "date")
                return right and Arithmetic("-", left, right, kinds.DAYS)
            case 1: return Arithmetic(operator, left, self.literal(kinds.DAYS), kinds.DATE)
        unit = self.chance.choice(("month", "quarter", "year"))
        return Arithmetic(operator, left, Months(self.chance.randint(1, 13), unit), kinds.DATE)

    def interpolated(self, here):
        pieces = [self.field(here, lambda type_: type_.kind in ("text", "choice", "date", "entity", "period"))
                  for _ in range(2)]
        return None if None in pieces else Interpolated((pieces[0], " (", pieces[1], ")"))

    def applied(self, here):
        """A function of one's own."""
        functions = self.model.defined(Function)
        if not functions:
            return None
        function = self.chance.choice(functions)
        wanted = function.parameter.type
        argument = self.value(here.deeper(), lambda type_: type_.like(wanted) and (
            not type_.is_numeric or type_.is_exact and type_.places <= wanted.places
            and type_.digits <= wanted.digits))
        if argument is None or any(isinstance(part, FunctionCall) for part in walk(argument)):
            return None
        return FunctionCall(function, argument)
