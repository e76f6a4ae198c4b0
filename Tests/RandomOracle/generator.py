"""Random well-typed questions over a model."""

import dataclasses
import datetime
import decimal
import itertools

import kinds
import periods
from aggregates import NEEDING_PER, Aggregate, AmongMany, Best, Key, Window
from expressions import (Arithmetic, Between, Both, Call, Compared, Default, If, InStretch, Interpolated,
                         IsMissing, Literal, Months, Negated, Not, OneOf, Path, TextTest, This, Today, walk)
from kinds import Type
from definitions import FieldDefinition, Function, FunctionCall, Let, Measure, MeasureCall
from scopes import Column, Reached, View, paths, reaches
from stages import (Add, Append, Distinct, Expand, GroupKey, Hide, Item, LetRows, Link, LinkedRows, LinkMany,
                    Pair, Pivot, Question, Rename, Replace, Show, Sort, SortKey, Summarize, Take, Top,
                    Unpivot, Where, is_own)

ORDERED = ("number", "money", "percent", "days", "date", "period", "text", "choice")
VALUES = (*ORDERED, "bool", "id")


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

    def deeper(self):
        return dataclasses.replace(self, depth=self.depth - 1, is_stage=False)


class ExpressionMaker:
    """Values and conditions."""

    def __init__(self, model, chance):
        self.model = model
        self.chance = chance
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
        if type_.kind == "choice":
            spelling = chance.choice(("", "", "capitals", "text"))
            return Literal(chance.choice(type_.of), type_, spelling)
        if type_.kind == "bool":
            return Literal(chance.choice((True, False)), type_)
        if type_.kind == "days":
            return Literal(chance.choice((0, 1, 30, 90, 365)), kinds.DAYS)
        if type_.kind == "date":
            return Literal(chance.choice(pool) if pool and self.maybe(0.7) else self.date(), type_)
        if type_.kind == "text":
            return Literal(chance.choice(pool) if pool and self.maybe(0.8) else "nowhere", type_)
        if type_.kind == "id":
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
        return periods.chosen(self.chance, self.date(), self.model.today)

    # Values

    def field(self, here, accept):
        """A path to one value, short ones more often; None where there is none."""
        found = [path for path in paths(here.view, self.model) if accept(path.type)]
        if not found:
            return None
        lengths = sorted({len(path.names) for path in found})
        length = self.chance.choices(lengths, [4.0 / 2 ** length for length in lengths])[0]
        path = self.chance.choice([path for path in found if len(path.names) == length])
        return Path(path.names, path.type)

    def reach(self, here):
        """A path to many rows; None where there is none."""
        if here.view.links and self.maybe(0.6):
            return self.chance.choice(here.view.links)
        found = list(reaches(here.view, self.model))
        if not found:
            return None
        lengths = sorted({len(path.names) for path in found})
        length = self.chance.choices(lengths, [3.0 / 2 ** length for length in lengths])[0]
        return self.chance.choice([path for path in found if len(path.names) == length])

    def value(self, here, accept=lambda type_: True):
        """Any value whose type is accepted; None where none was found."""
        makers = [self.plain, self.plain, self.plain, self.counted, self.counted]
        if here.depth > 0:
            makers += [self.calculated, self.called, self.branched, self.defaulted, self.dated, self.applied]
            if here.is_stage:
                makers += [self.window, self.shared]
        for _ in range(8):
            value = self.chance.choice(makers)(here)
            if value is not None and value.type.fits() and accept(value.type):
                return value
        return self.plain(here, accept)

    def plain(self, here, accept=lambda type_: True):
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
        if operator in "+-":
            return self.added(here, operator, left)
        if operator == "*":
            return self.multiplied(here, left)
        accepted = ("number", "percent") if left.type.kind in ("number", "percent") else (
            ("number", left.type.kind) if left.type.kind == "days" else ("number", "percent", left.type.kind))
        right = self.operand(here, lambda type_: type_.kind in accepted
                             and (type_.kind != left.type.kind or type_.of == left.type.of))
        if right is None:
            return None
        kind = "number" if right.type.kind == left.type.kind or left.type.kind == "percent" else left.type.kind
        crisp = left.type.is_exact and right.type.is_exact
        return Arithmetic("/", left, right, kinds.real(kind, left.type.of if kind == "money" else None, crisp))

    def operand(self, here, accept):
        if self.maybe(0.4):
            for _ in range(5):
                type_ = self.chance.choice((kinds.NUMBER, kinds.PERCENT, kinds.money("USD")))
                if accept(type_):
                    return self.literal(type_)
        return self.value(here.deeper(), accept)

    def added(self, here, operator, left):
        right = self.operand(here, left.type.like)
        if right is None:
            return None
        type_ = kinds.merged(left.type, right.type)
        type_ = dataclasses.replace(type_, digits=type_.digits + 1, crisp=False)
        return Arithmetic(operator, left, right, type_)

    def multiplied(self, here, left):
        plain = ("number", "percent")
        accepted = ("number",) if left.type.kind == "days" else (
            plain if left.type.kind == "money" else ("number", "percent", "money"))
        right = self.operand(here, lambda type_: type_.kind in accepted)
        if right is None:
            return None
        kind = next((side.type for side in (left, right) if side.type.kind in ("money", "days")), None)
        kind, of = (kind.kind, kind.of) if kind else ("number", None)
        if not (left.type.is_exact and right.type.is_exact):
            return Arithmetic("*", left, right, kinds.real(kind, of))
        return Arithmetic("*", left, right, Type(
            kind, of, left.type.places + right.type.places, left.type.digits + right.type.digits))

    def called(self, here):
        """A function of a value."""
        chance = self.chance
        value = self.value(here.deeper())
        if value is None:
            return None
        type_ = value.type
        if type_.is_numeric and type_.is_exact:
            name = chance.choice(("round", "round", "floor", "ceil", "abs", "least", "greatest", "number",
                                  "percent", "money"))
            if name in ("number", "percent", "money"):
                return self.converted(name, value)
            if name in ("least", "greatest"):
                other = self.operand(here, type_.like)
                return other and Call(name, (value, other), kinds.merged(type_, other.type))
            if name == "abs":
                return Call(name, (value,), type_)
            places = chance.choice((None, 0, 1, 2)) if name == "round" else None
            arguments = (value,) if places is None else (value, places)
            return Call(name, arguments, dataclasses.replace(
                type_, places=min(type_.places, places or 0), digits=type_.digits + 1))
        if type_.kind == "text":
            return self.text_call(value)
        if type_.kind == "date":
            name = chance.choice(("year", "quarter", "month", "week", "year_number", "quarter_number",
                                  "month_number", "weekday", "day", "week_number"))
            result = kinds.period(name) if name in periods.UNITS else kinds.COUNT
            return Call(name, (value,), result)
        if type_.kind == "period":
            name = chance.choice(("start", "end", "text"))
            return Call(name, (value,), kinds.TEXT if name == "text" else kinds.DATE)
        if type_.kind == "choice":
            return Call("text", (value,), kinds.TEXT)
        return None

    def converted(self, name, value):
        """A number as another kind of number."""
        kind = value.type.kind
        if name == "number" or kind == "number":
            of = "USD" if name == "money" else None
            return Call(name, (value,), dataclasses.replace(value.type, kind=name, of=of))
        return None

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
        if then is None:
            return None
        otherwise = self.like(here, then)
        if otherwise is None:
            return None
        return If(self.condition(here.deeper()), then, otherwise, kinds.merged(then.type, otherwise.type))

    def like(self, here, value):
        """Another value of the same type."""
        if self.maybe(0.4) and value.type.kind not in ("choice", "period"):
            return self.literal(value.type)
        return self.value(here.deeper(), value.type.like)

    def defaulted(self, here):
        value = self.value(here.deeper(), lambda type_: type_.kind not in ("entity", "id"))
        if value is None:
            return None
        fallback = self.like(here, value)
        return fallback and Default(value, fallback, kinds.merged(value.type, fallback.type))

    def dated(self, here):
        """Arithmetic with dates, and texts made up of values."""
        if self.maybe(0.3):
            pieces = [self.field(here, lambda type_: type_.kind in ("text", "choice", "date", "entity"))
                      for _ in range(2)]
            if None in pieces:
                return None
            return Interpolated((pieces[0], " (", pieces[1], ")"))
        left = self.value(here.deeper(), lambda type_: type_.kind == "date") if self.maybe(0.8) else Today()
        if left is None:
            return None
        kind = self.chance.randrange(3)
        if kind == 0:
            right = self.value(here.deeper(), lambda type_: type_.kind == "date")
            return right and Arithmetic("-", left, right, kinds.DAYS)
        operator = self.chance.choice("+-")
        if kind == 1:
            return Arithmetic(operator, left, self.literal(kinds.DAYS), kinds.DATE)
        unit = self.chance.choice(("month", "quarter", "year"))
        return Arithmetic(operator, left, Months(self.chance.randint(1, 13), unit), kinds.DATE)

    # Aggregates

    def counted(self, here):
        """An aggregate over a path to many, of one row."""
        if here.depth <= 0:
            return None
        lets = self.model.defined(Let)
        if lets and self.maybe(0.1):
            let = self.chance.choice(lets)
            view = let.question.view(self.model)
            # What a link brought into the rows cannot be named from outside of them.
            reached = LetRows(let, dataclasses.replace(view, columns=tuple(
                column for column in view.columns if len(column.path) == 1)))
        else:
            reached = self.reach(here)
        if reached is None:
            return None
        if isinstance(reached, Reached):
            if self.maybe(0.12):
                return self.best(reached)
            measures = self.measures(reached.entity)
            if measures and self.maybe(0.5):
                return self.measured(self.chance.choice(measures), reached)
        return self.aggregate(reached, Here(reached.view, here.view, depth=here.depth - 2))

    def measures(self, entity):
        return [measure for measure in self.model.defined(Measure) if measure.entity == entity]

    def measured(self, measure, reached, within=None):
        """A measure over the rows of a path or, where there is none, the current ones."""
        condition = during = None
        if self.maybe(0.3):
            condition = self.condition(Here(View(anchor=measure.entity), depth=0))
        if measure.over is not None and self.maybe(0.4):
            during = self.stretch()
        return MeasureCall(measure, reached, measure.body.type, condition, during, within)

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

    def aggregate(self, reached, inside):
        """An aggregate over the rows of a view."""
        chance = self.chance
        function = chance.choice((
            "sum", "sum", "sum", "count", "count", "avg", "min", "max", "median", "percentile", "stddev",
            "count_present", "count_distinct", "first", "last", "any", "none", "every"))
        condition = self.condition(inside.deeper()) if self.maybe(0.4) else None
        value = per = None
        if function == "count":
            if self.maybe(0.3):
                value = self.field(inside, lambda type_: type_.kind == "entity")
            type_ = kinds.COUNT
        elif function in ("any", "none", "every"):
            type_ = kinds.BOOL
            if self.maybe(0.2):
                value = self.field(inside, lambda type_: type_.kind == "bool")
            if value is None and condition is None:
                condition = self.condition(inside.deeper())
        else:
            found = self.aggregated(function, inside, isinstance(reached, (LetRows, LinkedRows)))
            if found is None:
                return None
            value, per = found
            type_ = self.result(function, value.type)
        over = during = None
        if self.maybe(0.1):
            over = self.field(inside, lambda type_: type_.kind == "date")
            during = over and self.stretch()
        return Aggregate(function, reached, value, type_, condition, per, over, during,
                         fraction=chance.choice((0, 10, 50, 90, 100)) if function == "percentile" else 0)

    def aggregated(self, function, inside, is_plain):
        """What is aggregated, and once per what; None where there is nothing."""
        if function in NEEDING_PER:
            def accept(type_):
                return type_.is_numeric
        elif function in ("min", "max"):
            def accept(type_):
                return type_.kind not in ("entity", "bool") and type_.decides
        else:
            def accept(type_):
                return type_.decides
        value = self.field(inside, accept)
        if value is None:
            return None
        if function not in NEEDING_PER:
            return value, None
        if not is_plain and self.maybe(0.3):
            other = self.field(inside, lambda type_: type_.kind in ("number", "percent"))
            if other is not None:
                value = self.product(value, other)
        if is_own(value, inside.view, self.model):
            return (value, None) if value.type.fits() else None
        return value, self.once(value, inside.view)

    def product(self, left, right):
        kind = left.type.kind if left.type.kind in ("money", "days") else "number"
        if left.type.kind == "days" and right.type.kind == "percent":
            return left
        if not (left.type.is_exact and right.type.is_exact):
            return left
        return Arithmetic("*", left, right, Type(
            kind, left.type.of, left.type.places + right.type.places, left.type.digits + right.type.digits))

    def once(self, value, view):
        """What `per` says where a value belongs to a linked row."""
        if not isinstance(value, Path) or self.maybe(0.3):
            return "row"
        column, count = view.find(value.names)
        if column and count == len(value.names):
            return "row"
        if len(value.names) == 1:
            return This(kinds.entity(view.anchor))
        return Path(value.names[:-1], kinds.entity("?"))

    def result(self, function, type_):
        """The type of an aggregate of values of a type."""
        match function:
            case "count_present" | "count_distinct": return kinds.COUNT
            case "min" | "max" | "first" | "last": return type_
            case "avg": return kinds.real(type_.kind, type_.of, crisp=type_.is_exact)
            case "sum" if type_.is_exact: return dataclasses.replace(type_, digits=type_.digits + 2)
        return kinds.real(type_.kind, type_.of)

    def best(self, reached):
        """An aggregate of the best few of the reached rows."""
        inside = Here(View(anchor=reached.entity), depth=0)
        by = self.field(inside, lambda type_: type_.kind in ORDERED and type_.decides)
        function = self.chance.choice(("sum", "max", "count", "first"))
        value = None
        if function != "count":
            fields = [field for field in self.model.entities[reached.entity].fields
                      if field.type.is_numeric]
            if not fields:
                return None
            field = self.chance.choice(fields)
            value = Path((field.name,), field.type)
        if by is None:
            return None
        condition = self.condition(inside) if self.maybe(0.4) else None
        type_ = kinds.COUNT if function == "count" else self.result(function, value.type)
        return Best(function, reached, value, type_, condition, self.chance.choice(("top", "bottom")),
                    self.chance.randint(1, 3), by)

    def shared(self, here):
        """An aggregate over the rows that share keys."""
        if here.view.anchor and here.view.is_anchor_own and self.maybe(0.2):
            measures = self.measures(here.view.anchor)
            if measures:
                return self.measured(self.chance.choice(measures), None, self.partition(here))
        found = self.aggregate(None, dataclasses.replace(here, is_stage=False, depth=here.depth - 2))
        if found is None:
            return None
        return dataclasses.replace(found, within=self.partition(here))

    def partition(self, here):
        """The paths behind `within`; () for all."""
        keys = [self.field(here, lambda type_: type_.decides) for _ in range(self.chance.randint(0, 2))]
        return tuple(dict.fromkeys(key for key in keys if key is not None))

    def window(self, here):
        function = self.chance.choice(("share", "running_share", "share_above", "rank", "previous",
                                       "running_sum"))
        within = self.partition(here) if self.maybe(0.7) else None
        if function in ("rank", "previous", "running_sum") and not here.view.is_sorted:
            return None
        if function == "rank":
            return Window(function, None, kinds.COUNT, within)
        if function == "previous":
            value = self.field(here, lambda type_: type_.kind != "entity")
        else:
            value = self.field(here, lambda type_: type_.is_numeric and type_.is_exact)
        if value is None:
            return None
        return Window(function, value, self.windowed(function, value.type), within)

    def windowed(self, function, type_):
        if function == "previous":
            return type_
        if function == "running_sum":
            return self.result("sum", type_)
        return kinds.real("percent", crisp=type_.is_exact)

    # Conditions

    def condition(self, here):
        """A condition on a row."""
        chance = self.chance
        if here.depth > 0 and self.maybe(0.3):
            word = chance.choice(("and", "or", "not"))
            inner = self.condition(here.deeper())
            return Not(inner) if word == "not" else Both(word, inner, self.condition(here.deeper()))
        if here.depth > 0 and self.maybe(0.15):
            found = self.quantified(here)
            if found is not None:
                return found
        if here.outer is not None and self.maybe(0.15):
            found = self.against_outer(here)
            if found is not None:
                return found
        value = self.value(here.deeper(), lambda type_: type_.decides)
        return self.test(here, value) if value is not None else Literal(True, kinds.BOOL)

    def quantified(self, here):
        """A test of the rows that a path reaches."""
        reached = self.reach(here)
        if reached is None:
            return None
        if self.maybe(0.3):
            field = self.field(Here(reached.view), lambda type_: type_.kind in ("text", "date"))
            if field is not None and len(field.names) == 1:
                return AmongMany(self.literal(field.type), reached, field, self.maybe(0.3))
        inside = Here(reached.view, here.view, depth=here.depth - 2)
        function = self.chance.choice(("any", "none", "every"))
        bare = function != "every" and self.maybe(0.3)
        return Aggregate(function, reached, None, kinds.BOOL, None if bare else self.condition(inside))

    def against_outer(self, here):
        """A value of this row beside one of the row outside."""
        left = self.field(here, lambda type_: type_.kind in ORDERED and type_.decides)
        if left is None:
            return None
        right = self.field(Here(here.outer), left.type.like)
        if right is None or not right.type.decides:
            return None
        return Compared(self.operator(left.type), left, dataclasses.replace(right, depth=1))

    def operator(self, type_):
        if type_.kind in ("entity", "bool", "id"):
            return self.chance.choice(("=", "!="))
        return self.chance.choice(("=", "!=", "<", "<=", ">", ">="))

    def test(self, here, value):
        """A condition on a value."""
        chance, kind = self.chance, value.type.kind
        if self.maybe(0.15):
            return IsMissing(value, chance.choice(
                ("is missing", "is not missing", "= missing", "!= missing")))
        if kind == "bool" and self.maybe(0.6):
            return value
        if kind == "date" and self.maybe(0.4):
            return InStretch(value, self.stretch(), self.maybe(0.2))
        if kind in ("text", "choice", "entity") and self.maybe(0.3):
            return self.text_test(value)
        if kind == "entity":
            return self.entity_test(here, value)
        if kind == "period":
            other = self.value(here.deeper(), value.type.like) or value
            return Compared(self.operator(value.type), value, other)
        if kind in ("text", "choice", "number", "money", "date", "id") and self.maybe(0.2):
            options = [self.literal(value.type) for _ in range(chance.randint(1, 3))]
            return OneOf(value, tuple(options), self.maybe(0.4))
        if kind not in ("bool", "id") and self.maybe(0.15):
            return self.between(value)
        if self.maybe(0.25):
            other = self.value(here.deeper(), lambda type_: type_.like(value.type) and type_.decides)
            if other is not None:
                return Compared(self.operator(value.type), value, other)
        return Compared(self.operator(value.type), value, self.literal(value.type))

    def between(self, value):
        low, high = (self.literal(value.type) for _ in range(2))
        if value.type.kind == "date" and low.value > high.value:
            low, high = high, low
        return Between(value, low, high, self.maybe(0.3))

    def text_test(self, value):
        piece = self.literal(kinds.TEXT).value
        piece = self.chance.choice((piece[:1], piece[-2:], piece)).upper()
        return TextTest(self.chance.choice(("contains", "starts with", "ends with")), value,
                        Literal(piece, kinds.TEXT), self.maybe(0.2))

    def entity_test(self, here, value):
        """An entity beside another, or its name beside a text."""
        entity = self.model.entities[value.type.of]
        if self.maybe(0.4):
            other = self.field(here, value.type.like) or value
            return Compared(self.operator(value.type), value, other)
        if entity.field("name") is None:
            return IsMissing(value, "is not missing")
        literal = self.literal(kinds.TEXT)
        if self.maybe(0.3):
            return OneOf(value, (literal, self.literal(kinds.TEXT)), self.maybe(0.4))
        return Compared(self.chance.choice(("=", "!=")), value, literal)


class QuestionMaker(ExpressionMaker):
    """Whole questions."""

    letter = "x"

    def __init__(self, model, chance):
        super().__init__(model, chance)
        self.numbers = itertools.count(1)

    def fresh(self):
        return f"{self.letter}{next(self.numbers)}"

    def question(self):
        lets = self.model.defined(Let)
        if lets and self.maybe(0.1):
            source = self.chance.choice(lets)
        elif self.maybe(0.05):
            source = self.staged(self.entity(), 2)
        else:
            source = self.entity()
        return self.staged(source, self.chance.choice((1, 1, 2, 2, 3, 3, 4, 5)))

    def entity(self):
        return self.chance.choice(list(self.model.entities))

    def staged(self, source, count):
        """A question of some stages."""
        question = Question(source, ())
        view = question.start(self.model)
        for _ in range(count):
            if not view.columns:
                break
            stage = None
            while stage is None:
                stage = self.chance.choices(*zip(*self.makers(view)))[0](view)
            question = dataclasses.replace(question, stages=(*question.stages, stage))
            view = stage.after(view, self.model)
        return question

    def makers(self, view):
        yield self.where, 5
        yield self.add, 5
        yield self.show, 3
        yield self.replace, 1
        yield self.rename, 0.7
        yield self.hide, 0.5
        yield self.sort, 2
        yield self.take, 1
        yield self.top, 2
        yield self.distinct, 1
        yield self.summarize, 6
        yield self.expand, 1.5
        yield self.append, 0.5
        yield self.link, 1
        yield self.link_many, 0.7
        yield self.pivot, 0.7
        yield self.unpivot, 0.7

    def here(self, view, depth=3):
        return Here(view, is_stage=True, depth=depth)

    def where(self, view):
        return Where(self.condition(self.here(view)))

    def item(self, view, taken, depth=3):
        """A named value; None where the plain name would clash."""
        value = self.value(self.here(view, depth))
        if value is None:
            return None
        if isinstance(value, Path) and self.maybe(0.6):
            return None if value.names[-1] in taken else Item(value.names[-1], value, True)
        return Item(self.fresh(), value)

    def add(self, view):
        items, seen = [], view
        for _ in range(self.chance.randint(1, 2)):
            value = self.value(self.here(seen))
            if value is None:
                return None
            item = Item(self.fresh(), value)
            seen = Add((item,)).after(seen, self.model)
            items.append(item)
        return Add(tuple(items))

    def items(self, view, most):
        items, taken = [], set()
        for _ in range(self.chance.randint(1, most)):
            item = self.item(view, taken, depth=2)
            if item is not None:
                items.append(item)
                taken.add(item.name)
        return tuple(items)

    def show(self, view):
        items = self.items(view, 4)
        return Show(items) if items else None

    def replace(self, view):
        column = self.plain_column(view)
        value = self.value(self.here(view))
        return column and value and Replace((Item(column.name, value),))

    def rename(self, view):
        column = self.plain_column(view)
        return column and Rename(((self.fresh(), column.name),))

    def plain_column(self, view):
        """A column that no link brought in; None where all are."""
        columns = [column for column in view.columns if len(column.path) == 1]
        return self.chance.choice(columns) if columns else None

    def hide(self, view):
        column = self.plain_column(view)
        return Hide((column.name,)) if column and len(view.columns) > 1 else None

    def keys(self, view, least=1):
        keys = []
        for _ in range(self.chance.randint(least, 2)):
            value = self.value(self.here(view, 1), lambda type_: type_.decides)
            if value is not None:
                keys.append(SortKey(value, self.maybe(0.4)))
        return tuple(keys)

    def sort(self, view):
        keys = self.keys(view)
        return Sort(keys) if keys else None

    def paths(self, view, most):
        found = [self.field(self.here(view), lambda type_: type_.decides)
                 for _ in range(self.chance.randint(1, most))]
        return tuple(dict.fromkeys(path for path in found if path is not None))

    def take(self, view):
        per = self.paths(view, 2) if view.is_sorted and self.maybe(0.5) else ()
        return Take(self.chance.choice((1, 2, 3, 5, 100)), per)

    def top(self, view):
        by = self.value(self.here(view, 2), lambda type_: type_.decides)
        if by is None:
            return None
        per = self.paths(view, 2) if self.maybe(0.4) else ()
        return Top(self.chance.choice(("top", "bottom")), self.chance.choice((1, 2, 3, 5)), by,
                   self.keys(view) if self.maybe(0.3) else (), per)

    def distinct(self, view):
        def decides(columns):
            return all(column.type.decides for column in columns)
        if self.maybe(0.3):
            is_plain = all(len(column.path) == 1 for column in view.columns)
            return Distinct(()) if is_plain and decides(view.columns) else None
        items = self.items(view, 3)
        return Distinct(items) if items and all(item.value.type.decides for item in items) else None

    def group_keys(self, view):
        keys, taken = [], set()
        for _ in range(self.chance.choice((0, 1, 1, 2, 2, 3))):
            value = (self.field(self.here(view), lambda type_: type_.decides) if self.maybe(0.7)
                     else self.value(self.here(view, 2), lambda type_: type_.decides))
            if value is None or any(key.value == value for key in keys):
                continue
            is_plain = isinstance(value, Path) and value.names[-1] not in taken and self.maybe(0.7)
            name = value.names[-1] if is_plain else self.fresh()
            taken.add(name)
            keys.append(GroupKey(name, value, value.type, None, is_plain))
        return keys

    def summarize(self, view):
        keys = self.group_keys(view)
        is_dated = self.maybe(0.2)
        if is_dated:
            unit = self.chance.choice(("month", "quarter", "year"))
            is_plain = self.maybe(0.5) and all(key.name != unit for key in keys)
            stretch = periods.named(self.chance, self.date())
            keys.insert(self.chance.randint(0, len(keys)), GroupKey(
                unit if is_plain else self.fresh(), None, kinds.period(unit), stretch, is_plain))
        items = []
        for _ in range(self.chance.randint(1, 4)):
            value = self.gathered(view, keys, is_dated)
            if value is not None:
                items.append(Item(self.fresh(), value))
        return Summarize(tuple(items), tuple(keys)) if items or keys and not is_dated else None

    def gathered(self, view, keys, is_dated, depth=2):
        """An item of a summarize."""
        chance = self.chance
        kind = chance.random()
        if depth > 0 and kind < 0.2:
            left, right = (self.gathered(view, keys, is_dated, depth - 1) for _ in range(2))
            if left is None or right is None or not left.type.is_numeric or not left.type.like(right.type):
                return left
            crisp = left.type.is_exact and right.type.is_exact
            return Arithmetic("/", left, right, kinds.real("number", crisp=crisp))
        if depth > 1 and kind < 0.32:
            return self.group_window(view, keys, is_dated)
        if kind < 0.37:
            named = [(number, key) for number, key in enumerate(keys) if key.is_plain and not key.is_each
                     and len(key.value.names) == 1]
            if named:
                number, key = chance.choice(named)
                return Key(key.name, number, key.type)
        if self.maybe(0.25):
            found = self.group_measure(view, keys, is_dated)
            if found is not None:
                return found
        return self.group_aggregate(view, keys, is_dated)

    def group_measure(self, view, keys, is_dated):
        reached = self.reach(Here(view)) if self.maybe(0.5) else None
        if not isinstance(reached, Reached) and not (view.anchor and view.is_anchor_own):
            return None
        measures = [measure for measure in self.measures(reached.entity if reached else view.anchor)
                    if measure.over is not None or not is_dated]
        if not measures:
            return None
        return self.measured(self.chance.choice(measures), reached,
                             self.level(keys) if self.maybe(0.15) else None)

    def group_aggregate(self, view, keys, is_dated):
        reached = self.reach(Here(view)) if self.maybe(0.4) else None
        if isinstance(reached, LinkedRows) and (view.anchor is None or reached.entity is None):
            return None
        inside = Here(reached.view if reached else view, depth=1)
        found = self.aggregate(reached, inside)
        if found is None:
            return None
        if is_dated and found.over is None:
            over = self.field(inside, lambda type_: type_.kind == "date")
            if over is None:
                return None
            found = dataclasses.replace(found, over=over)
        if self.maybe(0.15):
            found = dataclasses.replace(found, within=self.level(keys))
        return found

    def level(self, keys):
        """Keys of a summarize behind `within`."""
        named = [Path((key.name,), key.type) for key in keys]
        return tuple(key for key in named if self.maybe(0.5))

    def group_window(self, view, keys, is_dated):
        function = self.chance.choice(("share", "running_share", "share_above", "rank", "previous",
                                       "running_sum"))
        within = self.level(keys) if self.maybe(0.6) else None
        if function == "rank":
            return Window(function, None, kinds.COUNT, within)
        value = self.group_aggregate(view, keys, is_dated)
        if value is None or value.within is not None:
            return None
        if function == "previous":
            return Window(function, value, value.type, within)
        if not value.type.is_numeric or not value.type.is_exact:
            return None
        return Window(function, value, self.windowed(function, value.type), within)

    def expand(self, view):
        reached = self.reach(Here(view))
        if not isinstance(reached, Reached):
            return None
        return Expand(reached, self.fresh(), self.maybe(0.3))

    def append(self, view):
        """More rows with the same columns, of the same entity."""
        if view.anchor is None or any(len(column.path) > 1 for column in view.columns):
            return None
        other = Question(view.anchor, ())
        start = other.start(self.model)
        items = []
        for column in view.columns:
            value = self.value(self.here(start, 1), column.type.like)
            if value is None:
                return None
            items.append(Item(column.name, value))
        return Append(dataclasses.replace(other, stages=(Show(tuple(items)),)))

    def link(self, view):
        """The matching row of a summary, or of an entity."""
        if self.maybe(0.3):
            entity = self.chance.choice([entity for entity in self.model.entities.values()
                                         if entity.field("id") is not None])
            field = entity.field("id")
            source, theirs = Question(entity.name, ()), [Path(("id",), field.type)]
            if self.maybe(0.4):
                source = dataclasses.replace(source, stages=(self.where(source.start(self.model)),))
        else:
            found = self.summary()
            if found is None:
                return None
            source, theirs = found
        pairs = [self.pair(view, path) for path in theirs]
        return None if None in pairs else Link(source, self.fresh(), tuple(pairs))

    def summary(self):
        """A question with one row for each value of its keys, and those."""
        start = Question(self.entity(), ())
        view = start.start(self.model)
        path = self.field(self.here(view), lambda type_: type_.decides and type_.kind != "id")
        values = [self.group_aggregate(view, (), False) for _ in range(2)]
        if path is None or None in values:
            return None
        key = GroupKey("k", path, path.type)
        items = tuple(Item(self.fresh(), value) for value in values)
        stage = Summarize(items, (key,))
        return dataclasses.replace(start, stages=(stage,)), [Path(("k",), path.type)]

    def pair(self, view, theirs):
        """A column of the linked rows and a value of these to match it with."""
        if theirs.type.kind == "id":
            ours = self.field(self.here(view), lambda type_: type_ == theirs.type)
        elif theirs.type.kind == "entity" and view.anchor == theirs.type.of and self.maybe(0.7):
            ours = This(theirs.type)
        else:
            ours = self.field(self.here(view), lambda type_: type_.like(theirs.type) and type_.decides)
        return ours and Pair(theirs, ours)

    def link_many(self, view):
        """All matching rows of an entity or a question."""
        source = Question(self.entity(), ())
        if self.maybe(0.5):
            stage = self.where(source.start(self.model)) if self.maybe(0.5) else self.show(source.start(self.model))
            if stage is None:
                return None
            source = dataclasses.replace(source, stages=(stage,))
        theirs = source.view(self.model)
        columns = [column for column in theirs.columns
                   if column.type.decides and column.type.kind not in ("id", "bool")]
        if not columns:
            return None
        column = self.chance.choice(columns)
        pair = self.pair(view, Path((column.name,), column.type))
        if pair is None or isinstance(pair.ours, This):
            return None
        return LinkMany(LinkedRows(self.fresh(), source, (pair,), theirs))

    def pivot(self, view):
        across = [column for column in view.columns
                  if column.name in view.keys and column.type.kind in ("choice", "text")]
        values = [column for column in view.columns if column.name not in view.keys]
        if not across or not values:
            return None
        column = self.chance.choice(across)
        values = self.chance.sample(values, min(len(values), self.chance.choice((1, 1, 2))))
        listed = {literal.value: literal for literal in (self.literal(column.type) for _ in range(3))}
        return Pivot(tuple(each.name for each in values), column.name, tuple(listed.values()))

    def unpivot(self, view):
        first = self.chance.choice(view.columns)
        names = [column.name for column in view.columns
                 if column.type.like(first.type) and len(column.path) == 1]
        if len(names) < 2:
            return None
        names = self.chance.sample(names, min(len(names), self.chance.randint(2, 3)))
        return Unpivot(tuple(names), self.fresh(), self.fresh())


class DefinitionMaker(QuestionMaker):
    """The definitions of a model; each may use those before it."""

    letter = "y"

    def make(self):
        """The model with definitions."""
        for make in (self.field_definition, self.field_definition, self.measure, self.measure, self.measure,
                     self.function, self.function, self.let, self.let):
            made = make()
            if made is not None:
                self.model = dataclasses.replace(self.model, definitions=(*self.model.definitions, made))
        return self.model

    def numbered(self, word):
        return f"{word}{len(self.model.definitions) + 1}"

    def field_definition(self):
        entity = self.entity()
        value = self.value(Here(View(anchor=entity), depth=2),
                           lambda type_: type_.kind not in ("entity", "id", "choice"))
        if value is None or isinstance(value, Path):
            return None
        return FieldDefinition(self.numbered("field"), entity, value)

    def measure(self):
        entity = self.entity()
        here = Here(View(anchor=entity), depth=1)
        bodies = [self.aggregate(None, here) for _ in range(2)]
        if None in bodies:
            return None
        body, other = (dataclasses.replace(each, over=None, during=None) for each in bodies)
        if body.type.is_numeric and body.type.like(other.type) and self.maybe(0.5):
            crisp = body.type.is_exact and other.type.is_exact
            body = Arithmetic("/", body, other, kinds.real("number", crisp=crisp))
        over = self.field(here, lambda type_: type_.kind == "date") if self.maybe(0.8) else None
        return Measure(self.numbered("measure"), entity, body, over)

    def function(self):
        type_ = self.chance.choice((dataclasses.replace(kinds.NUMBER, places=2), kinds.money("USD"),
                                    kinds.DATE, kinds.TEXT, kinds.PERCENT))
        parameter = Path(("x",), type_)
        body = self.value(Here(View((Column("x", type_),)), depth=2))
        if body is None or isinstance(body, Path):
            return None
        return Function(self.numbered("function"), parameter, body)

    def let(self):
        return Let(self.numbered("let"), self.staged(self.entity(), self.chance.randint(1, 2)))
