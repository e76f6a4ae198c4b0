"""Makes up aggregates, measures and windows of a row."""

import dataclasses

import kinds
from aggregates import NEEDING_PER, Aggregate, Best, Change, Prior, Window
from definitions import FieldDefinition, Let, Measure, MeasureCall
from expressions import Path, This, walk
from scopes import Reached, View, reaches
from stages import LetRows, LinkedRows, is_own
from values import ORDERED, Here

# The forms of stretches that move by whole months, and how many months some of them have.
MOVABLE = ("month", "quarter", "half", "year", "bare year", "fiscal quarter", "fiscal year", "this to date")
LENGTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "bare year": 12, "fiscal quarter": 3,
           "fiscal year": 12}
FUNCTIONS = ("sum", "sum", "sum", "count", "count", "avg", "min", "max", "median", "percentile", "stddev",
             "count_present", "count_distinct", "first", "last", "any", "none", "every")
WINDOWS = ("share", "running_share", "share_above", "rank", "previous", "running_sum")


class AggregateMaker:
    """What looks at more than one row."""

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

    def counted(self, here):
        """An aggregate of one row over what it reaches."""
        if here.depth <= 0:
            return None
        lets = self.model.defined(Let)
        reached = self.let_rows(self.chance.choice(lets)) if lets and self.maybe(0.1) else self.reach(here)
        if reached is None:
            return None
        if isinstance(reached, Reached):
            if self.maybe(0.12):
                return self.best(reached)
            measures = self.measures(reached.entity)
            if measures and self.maybe(0.5):
                return self.compared(self.measured(self.chance.choice(measures), reached))
        found = self.aggregate(reached, Here(reached.view, here.view, depth=here.depth - 2))
        return found and self.compared(found)

    def let_rows(self, let):
        # What a link brought into the rows cannot be named from outside of them.
        view = let.question.view(self.model)
        columns = tuple(column for column in view.columns if len(column.path) == 1)
        return LetRows(let, dataclasses.replace(view, columns=columns))

    # Measures

    def measures(self, entity):
        return [measure for measure in self.model.defined(Measure) if measure.entity == entity]

    def measured(self, measure, reached, within=None):
        """A measure over the rows of a path or, where there is none, the current ones."""
        condition = during = None
        if self.maybe(0.3):
            condition = self.condition(Here(View(anchor=measure.entity), depth=0))
        if measure.over is not None and self.maybe(0.4):
            during = self.stretch()
        return MeasureCall(measure, reached, measure.body.type, condition, during, None, within)

    def compared(self, call, unit=None):
        """Sometimes the same figure of an earlier period, or how it grew since.

        The period is that of `during` or, in a summarize, of `each`, whose unit is given.
        """
        if unit is None and (call.during is None or call.during.form not in MOVABLE):
            return call
        if not self.maybe(0.6) or not self.may_compare or self.looks_back(call):
            return call
        if not isinstance(call.reached, (Reached, type(None))):
            return call
        prior = self.prior(call.during, unit)
        base = dataclasses.replace(call, prior=prior)
        if self.maybe(0.5) or not call.type.is_numeric:
            return base
        if any(isinstance(part, Aggregate) for part in walk(call) if part is not call):
            # What is aggregated inside would move, too.
            return base
        return Change(call, base, prior, kinds.real("number"))

    def looks_back(self, call):
        """Whether something in a figure looks at dates itself, and so might take away the past."""
        return (about_time(call.condition, self.model)
                or isinstance(call, MeasureCall) and about_time(call.measure.body, self.model))

    def prior(self, during, unit):
        if unit is None and self.maybe(0.2) and during.form in LENGTHS:
            return Prior("period", LENGTHS[during.form])
        if unit is None:
            word, months = self.chance.choice((("month", 1), ("quarter", 3), ("year", 12)))
        else:
            word, months = unit.text, unit.months
        count = self.chance.choice((1, 1, 2, 3))
        return Prior(word if count == 1 else f"{count} {word}s", months * count)

    # Aggregates

    def aggregate(self, reached, inside):
        """An aggregate over the rows of a view."""
        function = self.chance.choice(FUNCTIONS)
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
            value, per = self.aggregated(function, reached, inside)
            if value is None:
                return None
            type_ = self.aggregate_type(function, value.type)
        over = during = None
        if self.maybe(0.1):
            over = self.field(inside, lambda type_: type_.kind == "date")
            during = over and self.stretch()
        fraction = self.chance.choice((0, 10, 50, 90, 100)) if function == "percentile" else 0
        return Aggregate(function, reached, value, type_, condition, per, over, during, fraction=fraction)

    def aggregated(self, function, reached, inside):
        """What is aggregated, and once per what; None where there is nothing."""
        def accept(type_):
            if function in NEEDING_PER:
                return type_.is_numeric
            return type_.decides and (function not in ("min", "max") or type_.kind not in ("entity", "bool"))
        value = None
        if not isinstance(reached, (LetRows, LinkedRows)) and self.maybe(0.35):
            here = Here(inside.view, depth=1, is_plain=reached is not None)
            value = self.value(here, accept)
            if reached is not None and not any(isinstance(part, Path) for part in walk(value)):
                value = None
        value = value or self.field(inside, accept)
        if value is None or not self.aggregate_type(function, value.type).fits():
            return None, None
        if function not in NEEDING_PER or is_own(value, inside.view, self.model):
            return value, None
        return value, self.once(value, inside.view)

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

    def aggregate_type(self, function, type_):
        """The type of an aggregate of values of a type."""
        match function:
            case "count_present" | "count_distinct": return kinds.COUNT
            case "min" | "max" | "first" | "last": return type_
            case "avg": return kinds.real(type_.kind, type_.of, crisp=type_.is_exact)
            case "sum" if type_.is_exact: return dataclasses.replace(type_, digits=type_.digits + 2)
        return kinds.real(type_.kind, type_.of)

    def best(self, reached):
        """An aggregate of the best few of the reached rows."""
        inside = Here(reached.view, depth=0)
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
        type_ = kinds.COUNT if function == "count" else self.aggregate_type(function, value.type)
        return Best(function, reached, value, type_, condition, self.chance.choice(("top", "bottom")),
                    self.chance.randint(1, 3), by)

    # Across the rows of a stage

    def shared(self, here):
        """An aggregate over the rows that share keys."""
        if here.view.anchor and here.view.is_anchor_own and self.maybe(0.2):
            measures = self.measures(here.view.anchor)
            if measures:
                return self.measured(self.chance.choice(measures), None, self.partition(here))
        found = self.aggregate(None, dataclasses.replace(here, is_stage=False, depth=here.depth - 2))
        return found and dataclasses.replace(found, within=self.partition(here))

    def partition(self, here):
        """The paths behind `within`; () for all."""
        keys = [self.field(here, lambda type_: type_.decides) for _ in range(self.chance.randint(0, 2))]
        return tuple(dict.fromkeys(key for key in keys if key is not None))

    def window(self, here):
        function = self.chance.choice(WINDOWS)
        within = self.partition(here) if self.maybe(0.7) else None
        if function in ("rank", "previous", "running_sum") and not here.view.is_sorted:
            return None
        if function == "rank":
            return Window(function, None, kinds.COUNT, within)
        if function == "previous":
            value = self.field(here, lambda type_: type_.kind != "entity")
        else:
            value = self.field(here, lambda type_: type_.is_numeric and type_.is_exact)
        return value and Window(function, value, self.window_type(function, value.type), within)

    def window_type(self, function, type_):
        if function == "previous":
            return type_
        if function == "running_sum":
            return self.aggregate_type("sum", type_)
        return kinds.real("percent", crisp=type_.is_exact)


def about_time(node, model):
    """Whether something looks at dates, be it by a computed field, so that it might take away the past."""
    computed = {field.name: field.value for field in model.defined(FieldDefinition)}
    return any(isinstance(part, Path) and (
                   part.type and part.type.kind in ("date", "period")
                   or part.names[-1] in computed and about_time(computed[part.names[-1]], model))
               for part in walk(node))
