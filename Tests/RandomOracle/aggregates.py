"""Aggregates: over the rows that a path reaches, over rows that share keys, over groups."""

import dataclasses

import kinds
from expressions import Literal, Node, Path, mapped, truth, within_days
from kinds import Type, order_key, quotient, quoted
from periods import Stretch
from scopes import EntityScope, Reached, Scope

# Stands in SQL for the table of the groups until it is there.
GROUPS = "%groups%"

# Those whose value must belong to the row, unless `per` says what counts once.
NEEDING_PER = {"sum", "avg", "median", "percentile", "stddev"}
TRUTHS = {"any", "none", "every"}


@dataclasses.dataclass(frozen=True)
class Aggregate(Node):
    """`function(value where … per … over … during … within …)`, in any stage.

    The value is written for one row: the row that `reached` leads to, or else the current one.
    """

    function: str
    reached: Reached
    value: Node
    type: Type
    condition: Node = None
    # A link whose target counts once, or "row".
    per: object = None
    over: Path = None
    during: Stretch = None
    # The keys that the rows share: paths; () is `within all`.
    within: tuple = None
    fraction: int = 0

    # Writing it

    def parley(self):
        arguments = []
        if self.value is not None:
            arguments.append(moved(self.value, self.reached).parley())
        elif self.reached:
            arguments.append(".".join(self.reached.names))
        if self.function == "percentile":
            arguments.append(f"{self.fraction}%")
        words = ([", ".join(arguments)] if arguments else []) + list(self.modifiers())
        return f"{self.function}({' '.join(words)})"

    def modifiers(self):
        if self.condition is not None:
            yield f"where {self.condition.parley()}"
        if self.per is not None:
            yield f"per {self.per if self.per == 'row' else self.per.parley()}"
        if self.over is not None:
            yield f"over {self.over.parley()}"
        if self.during is not None:
            yield f"during {self.during.text}"
        if self.within is not None:
            yield f"within {', '.join(key.parley() for key in self.within) or 'all'}"

    # What it means

    def sql(self, scope):
        return scope.aggregate(self)

    def over_rows(self, rows, tests, order):
        """The aggregate over the rows of a scope that pass some tests, as a subquery."""
        value = None if self.value is None else self.value.sql(rows)
        if self.function == "every":
            # `every(deals where c)`: that c holds for each of them.
            value = truth(self.value if self.value is not None else self.condition, rows)
        elif self.function in TRUTHS and self.value is not None:
            tests.append(truth(self.value, rows))
        if self.condition is not None and not (self.function == "every" and self.value is None):
            tests.append(truth(self.condition, rows))
        if self.during is not None:
            tests.append(within_days(self.over.sql(rows), self.during))
        if self.per is not None and self.per != "row":
            key = self.per.sql(rows)
            where = f" where {' and '.join(tests)}" if tests else ""
            inner = f"select any_value({value}) as v from {rows.from_}{where} group by {key}"
            return f"(select {self.function_sql('p.v', 'p.v')} from ({inner}) p)"
        found = self.function_sql(value, order)
        where = f" where {' and '.join(tests)}" if tests else ""
        return f"(select {found} from {rows.from_}{where})"

    def function_sql(self, value, order):
        type_ = self.value.type if self.value is not None else None
        match self.function:
            case "count":
                if type_ is None:
                    return "count(*)"
                return f"count(distinct {value})"
            case "count_present": return f"count({value})"
            case "count_distinct": return f"count(distinct {value})"
            case "any": return "count(*) > 0"
            case "none": return "count(*) = 0"
            case "every": return f"coalesce(bool_and({value}), true)"
            case "sum":
                total = f"coalesce(sum({value}), 0)"
                return kinds.exact(total, self.type) if self.type.is_exact else total
            case "avg":
                return quotient(f"sum({value})", type_, f"count({value})", kinds.COUNT)
            case "min" | "max":
                word = "asc" if self.function == "min" else "desc"
                key = order_key(value, type_)
                return f"first({value} order by {key} {word}) filter ({value} is not null)"
            case "first" | "last":
                word = "asc" if self.function == "first" else "desc"
                return f"first({value} order by {order} {word}) filter ({value} is not null)"
            case "median": return f"quantile_cont(({value})::DOUBLE, 0.5)"
            case "percentile": return f"quantile_cont(({value})::DOUBLE, {self.fraction / 100})"
            case "stddev": return f"stddev_samp(({value})::DOUBLE)"
        raise ValueError(self.function)

    def constructs(self):
        place = "within" if self.within is not None else "rows"
        if self.reached:
            place = f"path of {len(self.reached.steps)}"
        yield f"{self.function}, {place}"
        for name in ("condition", "per", "over", "during"):
            if getattr(self, name) is not None:
                yield f"aggregate with {name}"
        if self.per == "row":
            yield "per row"


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
    type: Type
    condition: Node
    verb: str
    count: int
    by: Path

    def parley(self):
        stages = [".".join(self.reached.names)]
        if self.condition is not None:
            stages.append(f"where {self.condition.parley()}")
        stages.append(f"{self.verb} {self.count} by {self.by.parley()}")
        field = "" if self.value is None else "." + self.value.parley()
        return f"{self.function}(({' | '.join(stages)}){field})"

    def sql(self, scope):
        pairs = scope.translation.path(self.reached)
        rows = reached_rows(scope, self.reached, "p.b", None)
        owner = scope.owner(self.reached.owner)
        test = truth(self.condition, rows) if self.condition is not None else "true"
        term = kinds.order_term(self.by.sql(rows), self.by.type, self.verb == "top")
        value = "NULL" if self.value is None else self.value.sql(rows)
        place = f"row_number() over (partition by p.a order by {term}, {rows.alias}._r)"
        inner = (f"select p.a, {value} as v, {place} as n "
                 f"from {pairs} p join {rows.from_} where {test}")
        plain = Aggregate(self.function, None, self.value, self.type)
        return (f"(select {plain.function_sql('q.v', 'q.n')} from ({inner}) q "
                f"where q.a = {owner} and q.n <= {self.count})")

    def constructs(self):
        yield "question in parentheses"


@dataclasses.dataclass(frozen=True)
class AmongMany(Node):
    """`"Backup" in deals.product`: whether one of many values is this one."""

    value: Node
    reached: Reached
    field: Path
    is_negated: bool
    type: Type = kinds.BOOL
    level = 4

    def parley(self):
        many = moved(self.field, self.reached).parley()
        return f"{self.value.parley()} {'not ' * self.is_negated}in {many}"

    def sql(self, scope):
        rows = reached_rows(scope, self.reached, "p.b", scope)
        pairs = scope.translation.path(self.reached)
        same = f"{self.field.sql(rows)} is not distinct from {self.value.sql(scope)}"
        found = (f"(select count(*) > 0 from {pairs} p join {rows.from_} "
                 f"where p.a = {scope.owner(self.reached.owner)} and {same})")
        return f"(not {found})" if self.is_negated else found

    def constructs(self):
        yield "not in path" if self.is_negated else "in path"


def reached_rows(scope, reached, number, outer):
    """A scope of the rows of an entity with a number, to be joined behind what gives it."""
    rows = EntityScope(scope.translation, reached.entity, outer)
    rows.joins[0] += f" on {rows.alias}._r = {number}"
    return rows


class RowScope(Scope):
    """The current row of a stage, which may be aggregated over what it reaches or its like."""

    def __init__(self, translation, view, source, outer=None):
        super().__init__(translation, view, source, outer)
        self.source = source

    def aggregate(self, call):
        if call.within is not None:
            rows = self.twin()
            tests = [f"{key.sql(rows)} is not distinct from {key.sql(self)}" for key in call.within]
            return call.over_rows(rows, tests, f"{rows.alias}._o")
        return reached_aggregate(self, call)

    def twin(self):
        return RowScope(self.translation, self.view, self.source)


def reached_aggregate(scope, call):
    rows = reached_rows(scope, call.reached, "p.b", scope)
    rows.joins[0] = f"{scope.translation.path(call.reached)} p join {rows.joins[0]}"
    return call.over_rows(
        rows, [f"p.a = {scope.owner(call.reached.owner)}"], f"{rows.alias}._r")


# An entity's row within an aggregate may be aggregated over what it reaches as well.
EntityScope.aggregate = reached_aggregate


class GroupScope:
    """One group of a summarize: a row of `alias`, which has the keys and what was aggregated.

    Aggregates are computed for each group at the keys of `level`, each in a column of its own.
    """

    def __init__(self, translation, alias, keys, each, rows_source, view):
        self.translation = translation
        self.model = translation.model
        self.alias = alias
        self.keys = keys
        self.each = each
        self.rows_source = rows_source
        self.view = view
        self.level = tuple(range(len(keys)))
        # The SQL of what is aggregated, by call and level.
        self.computed = {}

    def at(self, **changes):
        """The same groups, seen under another alias or at fewer keys."""
        other = GroupScope.__new__(GroupScope)
        other.__dict__.update(self.__dict__)
        other.__dict__.update(changes)
        return other

    def key(self, number):
        return f"{self.alias}._k{number}"

    def number(self, key):
        """Which key of the summarize a `within` names."""
        return next(number for number, known in enumerate(self.keys) if known.name == key.names[-1])

    def aggregate(self, call):
        level = self.level
        if call.within is not None:
            level = tuple(sorted(self.number(key) for key in call.within))
        known = (dataclasses.replace(call, within=None), level)
        if known not in self.computed:
            self.computed[known] = (f"_a{len(self.computed)}", self.compute(call, level))
        return f"{self.alias}.{self.computed[known][0]}"

    def compute(self, call, level):
        rows = RowScope(self.translation, self.view, self.rows_source)
        tests = [f"{rows.alias}._k{number} is not distinct from g._k{number}"
                 for number in level if number != self.each]
        order = f"{rows.alias}._o"
        if call.reached:
            pairs = self.translation.path(call.reached)
            owner = rows.owner(call.reached.owner)
            where = f" where {' and '.join(tests)}" if tests else ""
            reached = reached_rows(self, call.reached, "p.b", None)
            reached.joins[0] = (f"(select distinct r.b from {rows.from_} join {pairs} r "
                                f"on r.a = {owner}{where}) p join {reached.joins[0]}")
            rows, tests, order = reached, [], f"{reached.alias}._r"
        if self.each is not None:
            date = call.over.sql(rows)
            stretch = self.keys[self.each].stretch
            if self.each in level:
                unit = self.keys[self.each].type.of
                tests.append(f"{kinds.period_start(date, unit)} = g._k{self.each}")
            tests.append(f"{date} is not null" if stretch is None else within_days(date, stretch))
        return call.over_rows(rows, tests, order)


@dataclasses.dataclass(frozen=True)
class Key(Node):
    """A key among the items of a summarize."""

    name: str
    number: int
    type: Type

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
    type: Type
    # As for aggregates; None looks at all rows.
    within: tuple = None

    def parley(self):
        words = [] if self.value is None else [self.value.parley()]
        if self.within is not None:
            words.append(f"within {', '.join(key.parley() for key in self.within) or 'all'}")
        return f"{self.function}({' '.join(words)})"

    def sql(self, scope):
        return scope.window(self)

    def constructs(self):
        yield self.function + ", within" * bool(self.within)


def window_sql(call, value, other_value, same, here, there, source):
    """A window function: `there` is another row of the source, `same` its tests to be counted."""
    where = f" where {' and '.join(same)}" if same else ""
    also = f"{where} and" if where else " where"
    before = f"{also} {there}._o <= {here}._o"
    match call.function:
        case "rank": return f"(select count(*) from {source}{before})"
        case "running_sum":
            total = f"(select coalesce(sum({other_value}), 0) from {source}{before})"
            return kinds.exact(total, call.type) if call.type.is_exact else total
        case "previous":
            return (f"(select last({other_value} order by {there}._o) from {source}{also} "
                    f"{there}._o < {here}._o)")
    type_ = call.value.type
    if call.function == "share":
        total = f"(select sum({other_value}) from {source}{where})"
        return quotient(value, type_, total, type_)
    # Negative values have no part and count for nothing; ties go by the current order.
    total = f"(select sum({other_value}) from {source}{also} {other_value} >= 0)"
    tie = f"{there}._o <{'=' if call.function == 'running_share' else ''} {here}._o"
    above = (f"(select coalesce(sum({other_value}), 0) from {source}{also} ({other_value} > {value} "
             f"or ({other_value} = {value} and {tie})))")
    return f"(case when {value} >= 0 then {quotient(above, type_, total, type_)} end)"


def row_window(scope, call):
    rows = scope.twin()
    same = [f"{key.sql(rows)} is not distinct from {key.sql(scope)}" for key in call.within or ()]
    value = other = None
    if call.value is not None:
        value, other = call.value.sql(scope), call.value.sql(rows)
    return window_sql(call, value, other, same, scope.alias, rows.alias, rows.from_)


def group_window(scope, call):
    level = tuple(scope.number(key) for key in call.within or ())
    if call.function == "share":
        total = call.value.sql(scope.at(level=level))
        return quotient(call.value.sql(scope), call.value.type, total, call.value.type)
    other = scope.at(alias=scope.translation.names.next("h"))
    same = [f"{other.key(number)} is not distinct from {scope.key(number)}" for number in level]
    value = there = None
    if call.value is not None:
        value, there = call.value.sql(scope), call.value.sql(other)
    return window_sql(call, value, there, same, scope.alias, other.alias,
                      f"{GROUPS} {other.alias}")


RowScope.window = row_window
GroupScope.window = group_window
