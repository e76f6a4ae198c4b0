"""Stages and whole questions: how Parley writes them, what rows they leave, and the same in SQL.

In SQL every stage is a common table expression with the columns of its view, `_o` for the order of the
rows, and `_row`, the number of the entity's row, as long as there is one.
"""

import dataclasses
import itertools

import expressions
import kinds
from aggregates import TOTALS, Aggregate, AmongMany, Best, Window
from definitions import FieldDefinition, FunctionCall, Let, MeasureCall
from expressions import (Compared, Interpolated, IsMissing, Node, OneOf, Path, TextTest, mapped, parts,
                         truth)
from kinds import name_text, order_term, quoted
from periods import Stretch
from scopes import GROUPS, Column, EntityScope, GroupScope, Reached, Scope, View


@dataclasses.dataclass(frozen=True)
class Item(Node):
    """A named value."""

    name: str
    value: Node
    # Written without its name, which is that of the path's end.
    is_plain: bool = False

    def parley(self):
        return self.value.parley() if self.is_plain else f"{name_text(self.name)}: {self.value.parley()}"


def written(items):
    return ", ".join(item.parley() for item in items)


def is_own(value, view, model):
    """Whether something in a value belongs to the row itself, or nothing to another row."""
    owned = list(owners(value, view, model))
    return any(owned) or not owned


def owners(value, view, model):
    """For each part of a value, whether it belongs to the row itself."""
    match value:
        case Window(): return
        case Aggregate() | MeasureCall() if value.within is not None: return
        case Aggregate() | Best() | AmongMany() | MeasureCall():
            if isinstance(value.reached, Reached):
                yield of_entity(value.reached.owner, view)
        case FunctionCall(): yield from owners(value.argument, view, model)
        case IsMissing() if value.value.type.kind == "entity":
            # That a link leads somewhere doesn't make what lies there the row's own.
            return
        case Interpolated():
            for piece in parts(value):
                is_entity = piece.type.kind == "entity"
                yield from (display_owners if is_entity else owners)(piece, view, model)
        case OneOf() | TextTest() if value.value.type.kind == "entity":
            yield from display_owners(value.value, view, model)
        case Compared() if (value.left.type.kind, value.right.type.kind) == ("entity", "text"):
            yield from display_owners(value.left, view, model)
        case Path(): yield from path_owners(value, view, model)
        case _:
            for part in parts(value):
                yield from owners(part, view, model)


def display_owners(value, view, model):
    """As for an entity's name, which is a field behind one link more."""
    if isinstance(value, Path) and value.depth == 0:
        yield of_entity(value.names, view)
    else:
        yield from owners(value, view, model)


def path_owners(path, view, model):
    column, count = view.find(path.names)
    if column and count == len(path.names):
        yield column.is_own
        return
    definition = path_definition(path, view, model)
    if definition:
        # What is defined by other fields belongs to whatever they belong to.
        yield from owners(moved_to(definition.value, path.names[:-1]), view, model)
    else:
        yield of_entity(path.names[:-1], view)


def path_definition(path, view, model):
    """The definition of the field at the end of a path; None where it is declared."""
    column, count = view.find(path.names)
    entity = column.type.of if column else view.anchor
    for name in path.names[count:-1]:
        entity = model.entities[entity].field(name).target
    found = model.definition(entity, path.names[-1])
    return found if isinstance(found, FieldDefinition) else None


def moved_to(node, names):
    """A node about an entity's row, seen from a row from which a path leads there."""
    def change(part):
        if isinstance(part, Path) and part.depth == 0:
            return dataclasses.replace(part, names=(*names, *part.names))
        if isinstance(getattr(part, "reached", None), Reached):
            owner = (*names, *part.reached.owner)
            return dataclasses.replace(part, reached=dataclasses.replace(part.reached, owner=owner))
        return part
    return mapped(node, change)


def of_entity(names, view):
    """Whether a path leads to an entity's row that no other row leads to."""
    if not names:
        return view.is_anchor_own
    column, count = view.find(names)
    return column is not None and count == len(names) and column.is_unique


def output(item, view, model):
    """The column that an item of add, show and replace makes."""
    value = item.value
    if isinstance(value, Path):
        column, count = view.find(value.names)
        if column and count == len(value.names):
            return dataclasses.replace(column, name=item.name)
    return Column(item.name, value.type, is_own(value, view, model))


class Translation:
    """A question on its way into SQL."""

    def __init__(self, model, database):
        self.model = model
        self.database = database
        self.numbers = itertools.count()
        self.tables = []
        self.questions = {}

    def alias(self):
        """A name that nothing else in the statement has."""
        return f"t{next(self.numbers)}"

    def path(self, reached):
        return self.database.path(reached.start, reached.steps)

    def add(self, select):
        """A common table expression; gives its name."""
        name = f"s{next(self.numbers)}"
        self.tables.append(f"{name} as materialized ({select})")
        return name

    def table(self, question):
        """The rows of a question that stands within another one."""
        if question not in self.questions:
            self.questions[question] = question.add_to(self)
        return self.questions[question]

    def row(self, view, source):
        return Scope(self, view, source)

    def add_values(self, view, source, values):
        """The same rows with some values besides, under the names _v0, _v1 …"""
        rows = self.row(view, source)
        computed = "".join(f", {value.sql(rows)} as _v{number}" for number, value in enumerate(values))
        return self.add(f"select {rows.alias}.*{computed} from {rows.from_}")


@dataclasses.dataclass(frozen=True)
class Stage(Node):
    def after(self, view, model):
        """The view of the rows that remain."""
        return view

    def add_to(self, translation, view, source):
        """Adds the stage to a translation; gives the name of its rows."""
        raise NotImplementedError

    def constructs(self):
        yield type(self).__name__.lower()


def carried(rows, view):
    """What every stage passes on besides its columns."""
    return f"{rows.alias}._o" + (f", {rows.alias}._row" if view.anchor else "")


def columns_of(rows, view):
    return "".join(f', {rows.alias}."{column.name}"' for column in view.columns)


@dataclasses.dataclass(frozen=True)
class Where(Stage):
    condition: Node

    def parley(self):
        return f"where {self.condition.parley()}"

    def add_to(self, translation, view, source):
        rows = translation.row(view, source)
        test = truth(self.condition, rows)
        return translation.add(f"select {rows.alias}.* from {rows.from_} where {test}")


@dataclasses.dataclass(frozen=True)
class Add(Stage):
    items: tuple

    def parley(self):
        return f"add {written(self.items)}"

    def after(self, view, model):
        for item in self.items:
            view = dataclasses.replace(view, columns=(*view.columns, output(item, view, model)))
        return view

    def add_to(self, translation, view, source):
        for item in self.items:
            rows = translation.row(view, source)
            value = item.value.sql(rows)
            source = translation.add(f'select {rows.alias}.*, {value} as "{item.name}" from {rows.from_}')
            view = Add((item,)).after(view, translation.model)
        return source


@dataclasses.dataclass(frozen=True)
class Show(Stage):
    items: tuple

    def parley(self):
        return f"show {written(self.items)}"

    def after(self, view, model):
        return dataclasses.replace(
            view, columns=tuple(output(item, view, model) for item in self.items),
            keys=(), links=())

    def add_to(self, translation, view, source):
        rows = translation.row(view, source)
        values = "".join(f', {item.value.sql(rows)} as "{item.name}"' for item in self.items)
        return translation.add(f"select {carried(rows, view)}{values} from {rows.from_}")


@dataclasses.dataclass(frozen=True)
class Replace(Stage):
    items: tuple

    def parley(self):
        return f"replace {written(self.items)}"

    def replaced(self, view):
        items = {item.name: item for item in self.items}
        return [(column, items.get(column.name)) for column in view.columns]

    def after(self, view, model):
        columns = tuple(column if item is None else output(item, view, model)
                        for column, item in self.replaced(view))
        return dataclasses.replace(view, columns=columns, keys=(), links=())

    def add_to(self, translation, view, source):
        rows = translation.row(view, source)
        values = "".join(
            f', {rows.alias}."{column.name}"' if item is None
            else f', {item.value.sql(rows)} as "{column.name}"' for column, item in self.replaced(view))
        return translation.add(f"select {carried(rows, view)}{values} from {rows.from_}")


@dataclasses.dataclass(frozen=True)
class Rename(Stage):
    # Pairs of a new and an old name.
    names: tuple

    def parley(self):
        return "rename " + ", ".join(f"{new}: {name_text(old)}" for new, old in self.names)

    def after(self, view, model):
        names = {old: new for new, old in self.names}
        columns = tuple(dataclasses.replace(column, name=names.get(column.name, column.name))
                        for column in view.columns)
        return dataclasses.replace(
            view, columns=columns, links=(), keys=tuple(names.get(key, key) for key in view.keys))

    def add_to(self, translation, view, source):
        rows = translation.row(view, source)
        names = {old: new for new, old in self.names}
        values = "".join(f', {rows.alias}."{column.name}" as "{names.get(column.name, column.name)}"'
                         for column in view.columns)
        return translation.add(f"select {carried(rows, view)}{values} from {rows.from_}")


@dataclasses.dataclass(frozen=True)
class Hide(Stage):
    names: tuple

    def parley(self):
        return f"hide {', '.join(map(name_text, self.names))}"

    def after(self, view, model):
        columns = tuple(column for column in view.columns if column.name not in self.names)
        keys = () if set(self.names) & set(view.keys) else view.keys
        return dataclasses.replace(view, columns=columns, keys=keys, links=())

    def add_to(self, translation, view, source):
        return source


@dataclasses.dataclass(frozen=True)
class SortKey(Node):
    value: Node
    is_descending: bool

    def parley(self):
        return self.value.parley() + " desc" * self.is_descending

    def term(self, sql):
        return order_term(sql, self.value.type, self.is_descending)

    def constructs(self):
        yield f"order by {self.value.type.kind}" + " desc" * self.is_descending


@dataclasses.dataclass(frozen=True)
class Sort(Stage):
    keys: tuple

    def parley(self):
        return f"sort {written(self.keys)}"

    def after(self, view, model):
        return dataclasses.replace(view, is_sorted=True)

    def add_to(self, translation, view, source):
        source = translation.add_values(view, source, [key.value for key in self.keys])
        terms = ", ".join(key.term(f"_v{number}") for number, key in enumerate(self.keys))
        return translation.add(
            f"select * exclude ({values_named(self.keys)}) "
            f"replace (row_number() over (order by {terms}, _o) as _o) from {source}")


def values_named(values):
    return ", ".join(f"_v{number}" for number, _ in enumerate(values))


@dataclasses.dataclass(frozen=True)
class Take(Stage):
    count: int
    per: tuple = ()

    def parley(self):
        return f"take {self.count}" + (f" per {written(self.per)}" if self.per else "")

    def add_to(self, translation, view, source):
        source = translation.add_values(view, source, self.per)
        names = values_named(self.per)
        partition, exclude = (f"partition by {names}", f"exclude ({names})") if names else ("", "")
        return translation.add(
            f"select * {exclude} from {source} "
            f"qualify row_number() over ({partition} order by _o) <= {self.count}")

    def constructs(self):
        yield "take per" if self.per else "take"


@dataclasses.dataclass(frozen=True)
class Top(Stage):
    verb: str
    count: int
    by: Node
    keys: tuple = ()
    per: tuple = ()

    def parley(self):
        by = written((self.by, *self.keys))
        return f"{self.verb} {self.count} by {by}" + (f" per {written(self.per)}" if self.per else "")

    def after(self, view, model):
        return dataclasses.replace(view, is_sorted=True)

    def add_to(self, translation, view, source):
        values = (*self.per, self.by, *(key.value for key in self.keys))
        source = translation.add_values(view, source, values)
        groups = [f"_v{number}" for number, _ in enumerate(self.per)]
        keys = (SortKey(self.by, self.verb == "top"), *self.keys)
        terms = [key.term(f"_v{number}") for number, key in enumerate(keys, len(groups))]
        order = ", ".join([*terms, *(["_row"] if view.anchor else []), "_o"])
        partition = f"partition by {', '.join(groups)} " if groups else ""
        outer = ", ".join([*(order_term(sql, path.type) for sql, path in zip(groups, self.per)), order])
        return translation.add(
            f"select * exclude ({values_named(values)}) "
            f"replace (row_number() over (order by {outer}) as _o) from {source} "
            f"qualify row_number() over ({partition}order by {order}) <= {self.count}")

    def constructs(self):
        yield self.verb + " per" * bool(self.per)


@dataclasses.dataclass(frozen=True)
class Distinct(Stage):
    # Without items all columns count.
    items: tuple

    def parley(self):
        return "distinct" + (f" {written(self.items)}" if self.items else "")

    def after(self, view, model):
        columns = Show(self.items).after(view, model).columns if self.items else view.columns
        return detached(columns)

    def add_to(self, translation, view, source):
        rows = translation.row(view, source)
        items = self.items or tuple(
            Item(column.name, Path((column.name,), column.type)) for column in view.columns)
        values = [item.value.sql(rows) for item in items]
        shown = "".join(f', {value} as "{item.name}"' for item, value in zip(items, values))
        return translation.add(
            f"select min({rows.alias}._o) as _o{shown} from {rows.from_} group by {', '.join(values)}")

    def constructs(self):
        yield "distinct items" if self.items else "distinct"


def is_total(value):
    """Whether a value is a sum or a count as it stands."""
    if isinstance(value, MeasureCall):
        value = value.measure.body
    return isinstance(value, Aggregate) and value.function in TOTALS


def detached(columns):
    """The view of rows that belong to no entity."""
    columns = [dataclasses.replace(column, is_own=True, is_unique=False, is_named=len(column.path) == 1)
               for column in columns]
    if len(columns) == 1 and columns[0].type.kind == "entity":
        columns = [dataclasses.replace(columns[0], is_unique=True)]
    return View(tuple(columns))


@dataclasses.dataclass(frozen=True)
class GroupKey(Node):
    """A key of a summarize: a value, or every period of a unit (in a stretch)."""

    name: str
    value: Node
    type: kinds.Type
    stretch: Stretch = None
    is_plain: bool = False

    @property
    def is_each(self):
        return self.value is None

    def parley(self):
        name = "" if self.is_plain else f"{name_text(self.name)}: "
        if not self.is_each:
            return name + self.value.parley()
        return f"{name}each {self.type.of.text}" + (f" in {self.stretch.text}" if self.stretch else "")

    def constructs(self):
        if self.is_each:
            yield f"each {self.type.of.text}" + (" in a period" if self.stretch else "")
        else:
            yield f"key {self.type.kind}"


@dataclasses.dataclass(frozen=True)
class Summarize(Stage):
    items: tuple
    keys: tuple

    def parley(self):
        return f"summarize {written(self.items)}" + (f" by {written(self.keys)}" if self.keys else "")

    def after(self, view, model):
        columns = [Column(key.name, key.type) for key in self.keys]
        columns += [Column(item.name, item.value.type,
                           is_total=is_total(item.value))
                    for item in self.items]
        columns = detached(columns).columns
        if len(self.keys) == 1 and self.keys[0].type.kind == "entity":
            columns = (dataclasses.replace(columns[0], is_unique=True), *columns[1:])
        return View(columns, is_sorted=True, keys=tuple(key.name for key in self.keys))

    def add_to(self, translation, view, source):
        plain = [number for number, key in enumerate(self.keys) if not key.is_each]
        rows = translation.row(view, source)
        values = "".join(f", {self.keys[number].value.sql(rows)} as _k{number}" for number in plain)
        source = translation.add(f"select {rows.alias}.*{values} from {rows.from_}")
        scope = GroupScope(translation, self.keys, source, view)
        names = ", ".join(f"_k{number}" for number in plain)
        groups = f"(select distinct {names} from {source})" if plain else "(select 1)"
        if scope.each is not None:
            groups += f", ({self.periods(scope)})"
        terms = ", ".join(order_term(f"_k{number}", key.type) for number, key in enumerate(self.keys))
        order = f"order by {terms}" if terms else ""
        groups = translation.add(f"select row_number() over ({order}) as _o, * from {groups}")
        return self.add_items(translation, scope, groups)

    def add_items(self, translation, scope, groups):
        items = [item.value.sql(scope) for item in self.items]
        computed = "".join(f", {sql} as {name}" for name, sql in scope.computed.values())
        table = translation.add(f"select g.*{computed} from {groups} g")
        items = [item.replace(GROUPS, table) for item in items]
        keys = "".join(f', g._k{number} as "{key.name}"' for number, key in enumerate(self.keys))
        shown = "".join(f', {sql} as "{item.name}"' for item, sql in zip(self.items, items))
        return translation.add(f"select g._o{keys}{shown} from {table} g")

    def periods(self, scope):
        """All periods of the `each` key as their first days: of its stretch, or else from the first to
        the last in which something is counted."""
        key = self.keys[scope.each]
        unit = key.type.of
        if key.stretch is not None:
            first, last = (f"DATE '{day}'" for day in (key.stretch.first, key.stretch.last))
            first, bounds = unit.sql_start(first), f"(select {last} as last)"
        else:
            dates = dict.fromkeys(self.counted_dates(scope))
            bounds = " union all ".join(dates) or "select NULL::DATE as d"
            bounds = f"(select min(d) as first, max(d) as last from ({bounds}))"
            first = unit.sql_start("first")
        step = "7 days" if unit.word == "week" else f"{unit.months} months"
        return (f"select unnest(range({first}, (last + 1)::DATE, interval '{step}'))::DATE "
                f"as _k{scope.each} from {bounds}")

    def counted_dates(self, scope):
        """Queries for the dates of what the items count by period."""
        for item in self.items:
            for call in gathered(item.value):
                if call.within is None or scope.each in scope.numbers(call.within):
                    yield scope.dates(call)


def gathered(value):
    """The aggregates over the groups in an item's value."""
    if isinstance(value, MeasureCall):
        value = value.body()
    if isinstance(value, Aggregate):
        yield value
    else:
        for part in parts(value):
            yield from gathered(part)


@dataclasses.dataclass(frozen=True)
class Expand(Stage):
    reached: Reached
    name: str
    keeps_empty: bool

    def parley(self):
        return (f"expand {'.'.join(self.reached.names)} as {self.name}" + " keep empty" * self.keeps_empty)

    def after(self, view, model):
        columns = tuple(dataclasses.replace(column, is_own=False, is_unique=False) for column in view.columns)
        child = Column(self.name, kinds.entity(self.reached.entity), is_unique=True)
        return dataclasses.replace(
            view, columns=(*columns, child), is_anchor_own=False, is_sorted=False)

    def add_to(self, translation, view, source):
        rows = translation.row(view, source)
        pairs = translation.path(self.reached)
        join = "left join" if self.keeps_empty else "join"
        owner = rows.owner(self.reached)
        return translation.add(
            f"select row_number() over (order by {rows.alias}._o, p.b) as _o, "
            f'{rows.alias}.* exclude (_o), p.b as "{self.name}" '
            f"from {rows.from_} {join} {pairs} p on p.a = {owner}")

    def constructs(self):
        yield "expand keep empty" if self.keeps_empty else "expand"


@dataclasses.dataclass(frozen=True)
class Append(Stage):
    other: "Question"

    def parley(self):
        return f"append {self.other.word()}"

    def after(self, view, model):
        other = self.other.view(model)
        columns = [dataclasses.replace(column, type=kinds.merged(column.type, other.column(column.name).type))
                   for column in view.columns]
        return detached(columns)

    def add_to(self, translation, view, source):
        other = translation.table(self.other)
        columns = ", ".join(f'"{column.name}"' for column in view.columns)
        return translation.add(
            f"select row_number() over (order by n, _o) as _o, {columns} from ("
            f"select 1 as n, _o, {columns} from {source} union all "
            f"select 2, _o, {columns} from {other})")


@dataclasses.dataclass(frozen=True)
class Pivot(Stage):
    values: tuple
    across: str
    # The values to spread as literals; None for all that there are.
    listed: tuple

    def parley(self):
        text = f"pivot {', '.join(map(name_text, self.values))} across {name_text(self.across)}"
        if self.listed is not None:
            text += f" in [{', '.join(literal.parley() for literal in self.listed)}]"
        return text

    def spread(self, view):
        """The new columns: name, literal and value column of each."""
        for literal in self.listed:
            text = str(literal.value)
            for value in self.values:
                yield (text if len(self.values) == 1 else f"{text} {value}"), literal, view.column(value)

    def kept(self, view):
        return [column for column in view.columns if column.name not in (*self.values, self.across)]

    def after(self, view, model):
        columns = self.kept(view)
        columns += [Column(name, column.type, is_total=column.is_total)
                    for name, _, column in self.spread(view)]
        return detached(columns)

    def add_to(self, translation, view, source):
        kept = [f'"{column.name}"' for column in self.kept(view)]
        cells = []
        for name, literal, column in self.spread(view):
            cell = (f'first("{column.name}" order by _o) filter '
                    f'("{self.across}" is not distinct from {literal.sql(None)})')
            cells.append(f'{f"coalesce({cell}, 0)" if column.is_total else cell} as "{name}"')
        group = f" group by {', '.join(kept)}" if kept else " having count(*) > 0"
        return translation.add(
            f"select {', '.join(['min(_o) as _o', *kept, *cells])} from {source}{group}")

    def constructs(self):
        yield "pivot in list" if self.listed is not None else "pivot"


@dataclasses.dataclass(frozen=True)
class Unpivot(Stage):
    names: tuple
    name: str
    value: str

    def parley(self):
        return f"unpivot {', '.join(map(name_text, self.names))} into {self.name}, {self.value}"

    def kept(self, view):
        return [column for column in view.columns if column.name not in self.names]

    def after(self, view, model):
        type_ = view.column(self.names[0]).type
        for name in self.names[1:]:
            type_ = kinds.merged(type_, view.column(name).type)
        return detached([*self.kept(view), Column(self.name, kinds.TEXT), Column(self.value, type_)])

    def add_to(self, translation, view, source):
        kept = "".join(f', "{column.name}"' for column in self.kept(view))
        tables = " union all ".join(
            f'select {number} as n, _o{kept}, {quoted(name)} as "{self.name}", "{name}" as "{self.value}" '
            f"from {source}" for number, name in enumerate(self.names))
        return translation.add(f"select * replace (row_number() over (order by _o, n) as _o) from ({tables})")


@dataclasses.dataclass(frozen=True)
class Pair(Node):
    """What a `link` matches: a column of the linked rows and a value of these."""

    theirs: Path
    ours: Node

    def test(self, rows, scope):
        return f"{self.theirs.sql(rows)} = {self.ours.sql(scope)}"


def link_text(name, pairs):
    return f"as {name} on " + " and ".join(
        f"{Path((name, *pair.theirs.names), None).parley()} = {parenthesised(pair.ours)}" for pair in pairs)


def parenthesised(node):
    return expressions.written(node, expressions.DEFAULT)


@dataclasses.dataclass(frozen=True)
class Link(Stage):
    """`link source as name on …`: at most one row of the source matches."""

    source: "Question"
    name: str
    pairs: tuple

    def parley(self):
        return f"link {self.source.word()} {link_text(self.name, self.pairs)}"

    def after(self, view, model):
        theirs = self.source.view(model)
        columns = () if self.source.is_entity else theirs.columns
        columns = [Column(f"{self.name}.{column.name}", column.type, False) for column in columns]
        if theirs.anchor:
            columns.append(Column(self.name, kinds.entity(theirs.anchor), False))
        return dataclasses.replace(view, columns=(*view.columns, *columns))

    def add_to(self, translation, view, source):
        rows = translation.row(view, source)
        theirs = self.source.view(translation.model)
        other = translation.row(theirs, translation.table(self.source))
        tests = " and ".join(pair.test(other, rows) for pair in self.pairs)
        columns = self.after(view, translation.model).columns[len(view.columns):]
        values = [f'{other.alias}._row' if column.name == self.name
                  else f'{other.alias}."{column.path[1]}"' for column in columns]
        shown = "".join(f', {value} as "{column.name}"' for value, column in zip(values, columns))
        return translation.add(
            f"select {rows.alias}.*{shown} from {rows.from_} left join {other.from_} on {tests}")


@dataclasses.dataclass(frozen=True)
class LinkedRows(Node):
    """The rows that `link many source as name on …` finds for a row: a path to many."""

    name: str
    source: "Question"
    pairs: tuple
    view: View

    owner = ()

    @property
    def names(self):
        return (self.name,)

    @property
    def entity(self):
        return self.view.anchor

    def construct(self):
        return "linked rows"

    def rows(self, scope, outer):
        rows = Scope(scope.translation, self.view, scope.translation.table(self.source), outer)
        return rows, [pair.test(rows, scope) for pair in self.pairs]

    def group_rows(self, scope, tests):
        rows = Scope(scope.translation, self.view, scope.translation.table(self.source))
        tests = " and ".join([*tests, *(pair.test(rows, scope) for pair in self.pairs)]) or "true"
        once = f"(select distinct {rows.alias}.* from {scope.from_}, {rows.from_} where {tests})"
        return Scope(scope.translation, self.view, once)


@dataclasses.dataclass(frozen=True)
class LinkMany(Stage):
    linked: LinkedRows

    def parley(self):
        return f"link many {self.linked.source.word()} {link_text(self.linked.name, self.linked.pairs)}"

    def after(self, view, model):
        return dataclasses.replace(view, links=(*view.links, self.linked))

    def add_to(self, translation, view, source):
        return source

    def constructs(self):
        yield "link many"


@dataclasses.dataclass(frozen=True)
class LetRows(Node):
    """The rows of a let, whatever the row at hand."""

    let: Let
    view: View

    owner = ()

    @property
    def names(self):
        return (self.let.name,)

    @property
    def entity(self):
        return self.view.anchor

    def construct(self):
        return "rows of a let"

    def rows(self, scope, outer):
        return Scope(scope.translation, self.view, scope.translation.table(self.let.question), outer), []


@dataclasses.dataclass(frozen=True)
class Question(Node):
    """A source, which is an entity's name, a let or a question, and its stages."""

    source: object
    stages: tuple

    @property
    def is_entity(self):
        return isinstance(self.source, str) and not self.stages

    def parley(self):
        match self.source:
            case Question(): source = self.source.word()
            case Let(): source = self.source.name
            case _: source = self.source
        return " | ".join([source, *(stage.parley() for stage in self.stages)])

    def word(self):
        """The question where a single word or parentheses must stand."""
        return f"({self.parley()})" if self.stages else self.parley()

    @property
    def inner(self):
        """The question that is the source; None for an entity."""
        return self.source.question if isinstance(self.source, Let) else (
            self.source if isinstance(self.source, Question) else None)

    def start(self, model):
        if self.inner:
            return dataclasses.replace(self.inner.view(model), is_sorted=False, links=())
        fields = model.entities[self.source].fields
        return View(tuple(Column(field.name, field.type) for field in fields), anchor=self.source)

    def views(self, model):
        """The view before each stage, and after the last one."""
        view = self.start(model)
        yield view
        for stage in self.stages:
            view = stage.after(view, model)
            yield view

    def view(self, model):
        return list(self.views(model))[-1]

    def add_to(self, translation):
        view = self.start(translation.model)
        if self.inner:
            source = translation.table(self.inner)
        else:
            rows = EntityScope(translation, self.source)
            source = translation.add(f"select {rows.alias}._r as _o, {rows.alias}._r as _row"
                                     f"{columns_of(rows, view)} from {rows.from_}")
        for stage in self.stages:
            source = stage.add_to(translation, view, source)
            view = stage.after(view, translation.model)
        return source

    def sql(self, model, database):
        """The whole question as one statement."""
        translation = Translation(model, database)
        source = self.add_to(translation)
        shown = []
        for column in self.view(model).columns:
            value = kinds.shown(f'r."{column.name}"', column.type)
            shown.append(f'{value} as "{column.name}"')
        tables = ",\n".join(translation.tables)
        return f"with {tables}\nselect {', '.join(shown)} from {source} r order by r._o"

    def constructs(self):
        if isinstance(self.source, Let):
            yield "let as a source"
        elif isinstance(self.source, Question):
            yield "question as a source"
