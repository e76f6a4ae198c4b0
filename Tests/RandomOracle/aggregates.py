"""Aggregates and windows: over what a row reaches, over rows that share keys, over groups."""

import dataclasses

import kinds
from expressions import COMPARISON, Node, Path, mapped, truth
from kinds import order_key, quotient
from periods import Stretch
from scopes import EntityScope, Reached, where

# Those whose value must belong to the row, unless `per` says what counts once.
NEEDING_PER = {"sum", "avg", "median", "percentile", "stddev"}
# Those that are 0 of nothing.
TOTALS = {"sum", "count", "count_present", "count_distinct"}


@dataclasses.dataclass(frozen=True)
class Prior:
    """How many months back a figure is computed, and how that is written."""

    text: str
    months: int


@dataclasses.dataclass(frozen=True)
class Aggregate(Node):
    """`function(value where … per … over … during … within …)`, in any stage.

    The value is written for one row: the row that `reached` leads to, or else the current one.
    """

    function: str
    reached: Reached
    value: Node
    type: kinds.Type
    condition: Node = None
    # A link whose target counts once, or "row".
    per: object = None
    over: Path = None
    during: Stretch = None
    prior: Prior = None
    # The keys that the rows share: paths; () is `within all`.
    within: tuple = None
    fraction: int = 0

    def parley(self):
        arguments = []
        if self.value is not None:
            arguments.append(moved(self.value, self.reached).parley())
        elif self.reached:
            arguments.append(Path(self.reached.names, None).parley())
        if self.function == "percentile":
            arguments.append(f"{self.fraction}%")
        return call_text(self.function, [", ".join(arguments)] if arguments else [], self)

    def sql(self, scope):
        found = scope.aggregate(self)
        if self.prior and self.during:
            return self.unless_before(scope, f"DATE '{self.during.moved(self.prior.months).last}'", found)
        return found

    def unless_before(self, scope, last, found):
        """A figure of an earlier period; missing where that ends before the first date that there is."""
        entity = self.reached.entity if self.reached else scope.view.anchor
        every = EntityScope(scope.translation, entity)
        first = self.over.sql(every)
        return f"(case when {last} >= (select min({first}) from {every.from_}) then {found} end)"

    def tests(self, rows):
        """What a row must meet to be counted."""
        is_tested = self.function != "every" or self.value is not None
        if self.condition is not None and is_tested:
            yield truth(self.condition, rows)
        if self.value is not None and self.function in ("any", "none"):
            yield truth(self.value, rows)
        if self.during is not None:
            during = self.during.moved(self.prior.months) if self.prior else self.during
            yield kinds.within(self.over.sql(rows), during)

    def over_rows(self, rows, tests):
        """The aggregate over the rows of a scope that meet some tests, as a subquery."""
        value = None if self.value is None else self.value.sql(rows)
        if self.function == "every":
            # `every(deals where c)`: that c holds for each of them.
            value = truth(self.condition if self.value is None else self.value, rows)
        tests = [*tests, *self.tests(rows)]
        if value is None:
            return f"(select {self.function_sql(None, None)} from {rows.from_}{where(tests)})"
        # The value is computed in a query of its own: DuckDB binds no subqueries within an aggregate.
        if self.per is None or self.per == "row":
            values = f"select {value} as v, {rows.order} as o from {rows.from_}{where(tests)}"
        else:
            key = self.per.sql(rows)
            values = f"select {value} as v, {key} as k, {rows.order} as o from {rows.from_}{where(tests)}"
            values = f"select any_value(v) as v, 0 as o from ({values}) group by k"
        return f"(select {self.function_sql('q.v', 'q.o')} from ({values}) q)"

    def function_sql(self, value, order):
        """The function in SQL, of a value and, for first and last, the order of the rows."""
        type_ = None if self.value is None else self.value.type
        match self.function:
            case "count": return "count(*)" if type_ is None else f"count(distinct {value})"
            case "count_present": return f"count({value})"
            case "count_distinct": return f"count(distinct {value})"
            case "any": return "count(*) > 0"
            case "none": return "count(*) = 0"
            case "every": return f"coalesce(bool_and({value}), true)"
            case "sum": return kinds.exact(f"coalesce(sum({value}), 0)", self.type)
            case "avg": return quotient(f"sum({value})", type_, f"count({value})", kinds.COUNT)
            case "min": return f"first({value} order by {order_key(value, type_)} asc nulls last)"
            case "max": return f"first({value} order by {order_key(value, type_)} desc nulls last)"
            case "first": return f"first({value} order by {order}) filter ({value} is not null)"
            case "last": return f"last({value} order by {order}) filter ({value} is not null)"
            case "median": return f"quantile_cont(({value})::DOUBLE, 0.5)"
            case "percentile": return f"quantile_cont(({value})::DOUBLE, {self.fraction / 100})"
            case "stddev": return f"stddev_samp(({value})::DOUBLE)"
        raise ValueError(self.function)

    def constructs(self):
        place = self.reached.construct() if self.reached else "rows"
        yield f"{self.function}, {'within' if self.within is not None else place}"
        for name in ("condition", "per", "over", "during", "prior"):
            if getattr(self, name) is not None:
                yield f"aggregate with {name}"
        if self.per == "row":
            yield "per row"


def call_text(name, words, call):
    """An aggregate or measure with its modifiers."""
    words = list(words)
    if call.condition is not None:
        words.append(f"where {call.condition.parley()}")
    if getattr(call, "per", None) is not None:
        words.append(f"per {call.per if call.per == 'row' else call.per.parley()}")
    if getattr(call, "over", None) is not None:
        words.append(f"over {call.over.parley()}")
    if call.during is not None:
        words.append(f"during {call.during.text}")
    if call.prior is not None:
        words.append(f"prior {call.prior.text}")
    return f"{name}({' '.join(words + within_text(call))})"


def within_text(call):
    """Last, as its commas would swallow what follows."""
    if call.within is None:
        return []
    return [f"within {', '.join(key.parley() for key in call.within) or 'all'}"]


def moved(node, reached):
    """A value of a reached row, written from where the path to it starts."""
    if reached is None:
        return node

    def change(part):
        if isinstance(part, Path) and part.depth == 0:
            return dataclasses.replace(part, names=(*reached.names, *part.names))
        return part
    return mapped(node, change)


@dataclasses.dataclass(frozen=True)
class Best(Node):
    """An aggregate of the best few of the reached rows: a question in parentheses."""

    function: str
    reached: Reached
    value: Path
    type: kinds.Type
    condition: Node
    verb: str
    count: int
    by: Path

    def parley(self):
        stages = [Path(self.reached.names, None).parley()]
        if self.condition is not None:
            stages.append(f"where {self.condition.parley()}")
        stages.append(f"{self.verb} {self.count} by {self.by.parley()}")
        field = "" if self.value is None else "." + self.value.parley()
        return f"{self.function}(({' | '.join(stages)}){field})"

    def sql(self, scope):
        rows = EntityScope(scope.translation, self.reached.entity)
        rows.joins[0] = (f"{scope.translation.path(self.reached)} p join {rows.joins[0]} "
                         f"on {rows.alias}._r = p.b")
        tests = [] if self.condition is None else [truth(self.condition, rows)]
        value = "NULL" if self.value is None else self.value.sql(rows)
        reached = (f"select p.a, {value} as v, {self.by.sql(rows)} as b, {rows.alias}._r as r "
                   f"from {rows.from_}{where(tests)}")
        term = kinds.order_term("b", self.by.type, self.verb == "top")
        ranked = f"select *, row_number() over (partition by a order by {term}, r) as n from ({reached})"
        plain = Aggregate(self.function, None, self.value, self.type)
        return (f"(select {plain.function_sql('q.v', 'q.n')} from ({ranked}) q "
                f"where q.a = {scope.owner(self.reached)} and q.n <= {self.count})")

    def constructs(self):
        yield "question in parentheses"


@dataclasses.dataclass(frozen=True)
class AmongMany(Node):
    """`"Backup" in deals.product`: whether one of many values is this one."""

    value: Node
    reached: Reached
    field: Path
    is_negated: bool
    type: kinds.Type = kinds.BOOL
    level = COMPARISON

    def parley(self):
        many = moved(self.field, self.reached).parley()
        return f"{self.value.parley()} {'not ' * self.is_negated}in {many}"

    def sql(self, scope):
        rows, tests = self.reached.rows(scope, scope)
        tests.append(f"{self.field.sql(rows)} is not distinct from {self.value.sql(scope)}")
        found = f"(select count(*) > 0 from {rows.from_}{where(tests)})"
        return f"(not {found})" if self.is_negated else found

    def constructs(self):
        yield "not in path" if self.is_negated else "in path"


@dataclasses.dataclass(frozen=True)
class Key(Node):
    """A key among the items of a summarize."""

    name: str
    number: int
    type: kinds.Type

    def parley(self):
        return kinds.name_text(self.name)

    def sql(self, scope):
        return scope.key(self.number)

    def constructs(self):
        yield "key as an item"


@dataclasses.dataclass(frozen=True)
class Window(Node):
    """share, running_share, share_above, rank, previous and running_sum."""

    function: str
    value: Node
    type: kinds.Type
    # As for aggregates; None looks at all rows.
    within: tuple = None

    def parley(self):
        words = [] if self.value is None else [self.value.parley()]
        return f"{self.function}({' '.join(words + within_text(self))})"

    def sql(self, scope):
        if self.function == "share":
            type_ = self.value.type
            return quotient(self.value.sql(scope), type_, scope.total(self), type_)
        other, tests = scope.peers(self)
        here, there = f"{scope.alias}._o", f"{other.alias}._o"
        if self.function == "rank":
            return f"(select count(*) from {other.from_}{where([*tests, f'{there} <= {here}'])})"
        value = self.value.sql(other)
        if self.function == "previous":
            tests.append(f"{there} < {here}")
            return f"(select last({value} order by {there}) from {other.from_}{where(tests)})"
        if self.function == "running_sum":
            tests.append(f"{there} <= {here}")
            total = f"(select coalesce(sum({value}), 0) from {other.from_}{where(tests)})"
            return kinds.exact(total, self.type)
        return self.running(scope, other, tests, value, here, there)

    def running(self, scope, other, tests, value, here, there):
        """The part of this and all larger values; negative ones have none and count for nothing."""
        own = self.value.sql(scope)
        tie = "<=" if self.function == "running_share" else "<"
        above = f"({value} > {own} or ({value} = {own} and {there} {tie} {here}))"
        tests.append(f"{value} >= 0")
        total = f"(select sum({value}) from {other.from_}{where(tests)})"
        part = f"(select coalesce(sum({value}), 0) from {other.from_}{where([*tests, above])})"
        share = quotient(part, self.value.type, total, self.value.type)
        return f"(case when {own} >= 0 then {share} end)"

    def constructs(self):
        yield self.function + ", within" * bool(self.within)


@dataclasses.dataclass(frozen=True)
class Change(Node):
    """`change(value prior year)`: how much a figure grew."""

    value: Node
    # The same value with `prior` in it.
    base: Node
    prior: Prior
    type: kinds.Type

    def parley(self):
        return f"change({self.value.parley()} prior {self.prior.text})"

    def sql(self, scope):
        now, base = (f"({value.sql(scope)})::DOUBLE" for value in (self.value, self.base))
        return f"(({now} - {base}) / nullif({base}, 0))"

    def constructs(self):
        yield "change"
