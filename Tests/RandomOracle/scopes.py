"""What names mean: in the rows between two stages and in the rows that an aggregate reaches.

`View` knows names and types, for whoever makes up or translates a question; `Scope` writes paths from one
row as SQL and gathers the joins that they take.
"""

import dataclasses
import itertools

import kinds
from kinds import Type

LONGEST_PATH = 3


@dataclasses.dataclass(frozen=True)
class Column:
    """A column of a stage's rows; one that `link … as r` brought in is called `r.name`."""

    name: str
    type: Type
    # Whether the value belongs to the row itself, so that adding it up counts nothing twice.
    is_own: bool = True
    # A sum or a count: an absent cell of it in a pivot is 0.
    is_total: bool = False
    # A link that leads to a different row of its entity from each row.
    is_unique: bool = False
    # Whether it can be named: what a link brought in cannot behind stages that make other rows.
    is_named: bool = True

    @property
    def path(self):
        return tuple(self.name.split("."))


@dataclasses.dataclass(frozen=True)
class View:
    """The names in rows: columns, and all that the entity has which a row is one of."""

    columns: tuple = ()
    anchor: str = None
    # Whether an anchor stands in one row only (not so after expand).
    is_anchor_own: bool = True
    # Whether the rows stand in an order that rank and its kind may use.
    is_sorted: bool = False
    # Columns that together differ in every row.
    keys: tuple = ()
    # The rows that `link many` gave a name.
    links: tuple = ()

    def column(self, name):
        return next((column for column in self.columns if column.name == name), None)

    def find(self, names):
        """The column at the start of a path, and how many of the names it takes."""
        for count in (2, 1):
            column = self.column(".".join(names[:count])) if len(names) >= count else None
            if column:
                return column, count
        return None, 0

    def names(self, model):
        """Every value of a row that can be named, as a column."""
        yield from (column for column in self.columns if column.is_named)
        if self.anchor:
            for field in model.named(self.anchor):
                if self.column(field.name) is None:
                    yield Column(field.name, field.type, self.is_anchor_own)


@dataclasses.dataclass(frozen=True)
class Found:
    """A path of names that leads to one value."""

    names: tuple
    type: Type


def paths(view, model):
    """All paths to one value from a row, over up to three links."""
    ends = [(0, Found(column.path, column.type)) for column in view.names(model)]
    while ends:
        yield from (end for _, end in ends)
        longer = []
        for steps, end in ends:
            if end.type.kind == "entity" and steps < LONGEST_PATH:
                longer += [(steps + 1, Found((*end.names, field.name), field.type))
                           for field in model.named(end.type.of)]
        ends = longer


@dataclasses.dataclass(frozen=True)
class Reached:
    """A path of names that leads to many rows: to-one steps to an owner, then steps to many."""

    owner: tuple
    start: str
    steps: tuple
    entity: str
    # As for a path to one value.
    is_of_entity: bool = False

    @property
    def names(self):
        return (*self.owner, *self.steps)

    @property
    def view(self):
        return View(anchor=self.entity)

    def construct(self):
        return f"path of {len(self.steps)}"

    def rows(self, scope, outer):
        """The reached rows of one row, and what they must meet."""
        rows = EntityScope(scope.translation, self.entity, outer)
        rows.joins[0] = f"{scope.translation.path(self)} p join {rows.joins[0]} on {rows.alias}._r = p.b"
        return rows, [f"p.a = {scope.owner(self)}"]

    def group_rows(self, scope, tests):
        """The reached rows of all rows of a scope that meet some tests, each once."""
        owner = scope.owner(self)
        where = f" where {' and '.join(tests)}" if tests else ""
        rows = EntityScope(scope.translation, self.entity)
        rows.joins[0] = (f"(select distinct r.b from {scope.from_} join {scope.translation.path(self)} r "
                         f"on r.a = {owner}{where}) p join {rows.joins[0]} on {rows.alias}._r = p.b")
        return rows


def reaches(view, model):
    """All paths to many rows from a row, over up to three links, the last of them to many."""
    owners = [Found((), kinds.entity(view.anchor))] if view.anchor else []
    owners += [found for found in paths(view, model)
               if found.type.kind == "entity" and len(found.names) <= 2]
    for owner in owners:
        # A column or a field that is called like a way back hides it.
        hidden = set() if owner.names else {column.name for column in view.names(model)}
        pending = [((), owner.type.of)]
        while pending:
            steps, here = pending.pop()
            if len(owner.names) + len(steps) >= LONGEST_PATH:
                continue
            for name, (source, _) in model.inverses(here).items():
                if not steps and name in hidden:
                    continue
                yield Reached(owner.names, owner.type.of, (*steps, name), source.name)
                pending.append(((*steps, name), source.name))
            if steps:
                pending += [((*steps, field.name), field.target)
                            for field in model.entities[here].fields if field.target]


class Scope:
    """One row in the SQL of a stage: a row of `source`, which has the columns of a view.

    Within an aggregate, `outer` is the row that it stands in.
    """

    def __init__(self, translation, view, source, outer=None):
        self.translation = translation
        self.model = translation.model
        self.view = view
        self.source = source
        self.outer = outer
        self.alias = translation.alias()
        self.joins = [f"{source} {self.alias}"]
        # The aliases of rows that were joined, by the path to them.
        self.known = {}

    @property
    def from_(self):
        return " left join ".join(self.joins)

    def up(self, depth):
        return self if depth == 0 else self.outer.up(depth - 1)

    @property
    def anchor_row(self):
        return f"{self.alias}._row"

    @property
    def order(self):
        """What the rows stand in order of."""
        return f"{self.alias}._o"

    def owner(self, reached):
        """The row number that a path to many starts from."""
        return self.path(reached.owner, reached.is_of_entity) if reached.owner else self.anchor_row

    def path(self, names, is_of_entity=False):
        """A path to one value."""
        column, count = (None, 0) if is_of_entity else self.view.find(names)
        if column:
            sql, type_ = f'{self.alias}."{column.name}"', column.type
        else:
            count = 1
            sql, type_ = self.field((), self.view.anchor, self.anchor_row, names[0])
        for place in range(count, len(names)):
            sql, type_ = self.field(names[:place], type_.of, sql, names[place])
        return sql

    def field(self, names, entity, number, name):
        """A field of the row of an entity that a path leads to, and its type."""
        if names not in self.known:
            alias = self.known[names] = self.translation.alias()
            self.joins.append(f'"{entity}" {alias} on {alias}._r = {number}')
        alias = self.known[names]
        field = self.model.entities[entity].field(name)
        if field:
            return f'{alias}."{name}"', field.type
        definition = self.model.definition(entity, name)
        sql = definition.value.sql(JoinedScope(self, entity, alias))
        # A missing row has no values, not even those that its definition makes of nothing.
        return (f"(case when {alias}._r is not null then {sql} end)" if names else sql), definition.type

    # What aggregates and windows ask of a row.

    def aggregate(self, call):
        """An aggregate over what the row reaches, or over the rows that share keys with it."""
        if call.within is None:
            rows, tests = call.reached.rows(self, self)
        else:
            rows = Scope(self.translation, self.view, self.source)
            tests = [f"{key.sql(rows)} is not distinct from {key.sql(self)}" for key in call.within]
        return call.over_rows(rows, tests)

    def peers(self, call):
        """Another row of the same stage, and what makes it count for a window."""
        other = Scope(self.translation, self.view, self.source)
        tests = [f"{key.sql(other)} is not distinct from {key.sql(self)}" for key in call.within or ()]
        return other, tests

    def total(self, call):
        """What a value's share is taken of."""
        other, tests = self.peers(call)
        value = call.value.sql(other)
        return f"(select sum({value}) from {other.from_}{where(tests)})"


def where(tests):
    return f" where {' and '.join(tests)}" if tests else ""


class EntityScope(Scope):
    """A row of an entity's own table."""

    def __init__(self, translation, entity, outer=None):
        super().__init__(translation, View(anchor=entity), f'"{entity}"', outer)
        self.known[()] = self.alias

    @property
    def anchor_row(self):
        return f"{self.alias}._r"

    @property
    def order(self):
        return f"{self.alias}._r"


class JoinedScope(EntityScope):
    """A row of an entity that another scope has joined already."""

    def __init__(self, scope, entity, alias):
        self.translation, self.model, self.outer = scope.translation, scope.model, None
        self.view, self.alias, self.joins = View(anchor=entity), alias, scope.joins
        self.known = {(): alias}


class GroupScope:
    """One group of a summarize: a row of `alias`, which has the keys and what was aggregated.

    Aggregates are computed for each group, at the keys of `level`, each in a column of its own.
    """

    def __init__(self, translation, keys, source, view):
        self.translation = translation
        self.model = translation.model
        self.keys = keys
        # The rows that are grouped: the columns of a view and the keys as _k0, _k1 …
        self.source = source
        self.view = view
        self.each = next((number for number, key in enumerate(keys) if key.is_each), None)
        self.alias = "g"
        self.level = tuple(range(len(keys)))
        # The name and SQL of what is aggregated, by call and level.
        self.computed = {}

    def seen(self, **changes):
        """The same groups under another alias or at fewer keys."""
        other = GroupScope.__new__(GroupScope)
        other.__dict__.update(self.__dict__)
        other.__dict__.update(changes)
        return other

    @property
    def from_(self):
        return f"{GROUPS} {self.alias}"

    def key(self, number):
        return f"{self.alias}._k{number}"

    def numbers(self, within):
        """Which keys of the summarize a `within` names."""
        names = [key.name for key in self.keys]
        return tuple(sorted(names.index(path.names[-1]) for path in within))

    def aggregate(self, call):
        level = self.level if call.within is None else self.numbers(call.within)
        known = (dataclasses.replace(call, within=None), level)
        if known not in self.computed:
            self.computed[known] = (f"_a{len(self.computed)}", self.compute(call, level))
        return f"{self.alias}.{self.computed[known][0]}"

    def counted(self, call, level):
        """The rows that an aggregate may count for a group, and what they must meet."""
        rows = Scope(self.translation, self.view, self.source)
        tests = [f"{rows.alias}._k{number} is not distinct from g._k{number}"
                 for number in level if number != self.each]
        if call.reached:
            rows, tests = call.reached.group_rows(rows, tests), []
        return rows, tests

    def compute(self, call, level):
        rows, tests = self.counted(call, level)
        if self.each is None:
            return call.over_rows(rows, tests)
        key, date = self.keys[self.each], call.over.sql(rows)
        unit, months = key.type.of, call.prior.months if call.prior else 0
        stretch = key.stretch and key.stretch.moved(months)
        last = f"DATE '{stretch.last}'" if stretch else None
        if self.each in level:
            first = f"(g._k{self.each} - to_months({months}))::DATE"
            tests.append(f"{unit.sql_start(date)} = {first}")
            last = f"({unit.sql_step(first)} - 1)"
        tests.append(kinds.within(date, stretch) if stretch else f"{date} is not null")
        found = call.over_rows(rows, tests)
        return call.unless_before(self, last, found) if call.prior else found

    def dates(self, call):
        """A query for the dates of the rows that an aggregate counts in any group."""
        rows, tests = self.counted(call, ())
        date = call.over.sql(rows)
        tests += call.tests(rows)
        return f"select {date} as d from {rows.from_}{where(tests)}"

    def peers(self, call):
        other = self.seen(alias=self.translation.alias())
        tests = [f"{other.key(number)} is not distinct from {self.key(number)}"
                 for number in self.numbers(call.within or ())]
        return other, tests

    def total(self, call):
        return call.value.sql(self.seen(level=self.numbers(call.within or ())))


# Stands in SQL for the table of the groups until it is there.
GROUPS = "%groups%"
