"""What names mean: in the rows between two stages and in the rows that an aggregate reaches.

`View` knows names and types, for whoever makes up or translates a pipeline; `Scope` writes a path from a
row as SQL and gathers the joins that it takes.
"""

import dataclasses
import itertools

import kinds
from kinds import Type

LONGEST_PATH = 3


@dataclasses.dataclass(frozen=True)
class Column:
    name: str
    type: Type
    # Whether the value belongs to the row itself, so that adding it up counts nothing twice.
    is_own: bool = True
    # A sum or a count: an absent cell of it in a pivot is 0.
    is_total: bool = False
    # A link that leads to a different row of its entity from each row.
    is_unique: bool = False


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

    def column(self, name):
        return next((column for column in self.columns if column.name == name), None)

    def names(self, model):
        """Every name that can be written, as a column."""
        yield from self.columns
        if self.anchor:
            for field in model.entities[self.anchor].fields:
                if self.column(field.name) is None:
                    yield Column(field.name, field.type, self.is_anchor_own)

    def is_taken(self, name, model):
        if any(column.name == name for column in self.names(model)):
            return True
        return self.anchor is not None and name in model.inverses(self.anchor)


@dataclasses.dataclass(frozen=True)
class Found:
    """A path of names that leads to one value."""

    names: tuple
    type: Type
    is_own: bool


def paths(view, model):
    """All paths to one value from a row, over up to three links."""
    ends = [Found((column.name,), column.type, column.is_own) for column in view.names(model)]
    unique = {column.name for column in view.columns if column.is_unique}
    while ends:
        yield from ends
        longer = []
        for end in ends:
            if end.type.kind == "entity" and len(end.names) <= LONGEST_PATH:
                own = len(end.names) == 1 and end.names[0] in unique
                longer += [Found((*end.names, field.name), field.type, own)
                           for field in model.entities[end.type.of].fields]
        ends = longer


@dataclasses.dataclass(frozen=True)
class Reached:
    """A path of names that leads to many rows: to-one steps to an owner, then steps to many."""

    owner: tuple
    start: str
    steps: tuple
    entity: str

    @property
    def names(self):
        return (*self.owner, *self.steps)


def reaches(view, model):
    """All paths to many rows from a row, over up to three links, the last of them to many."""
    owners = [Found((), kinds.entity(view.anchor), True)] if view.anchor else []
    owners += [found for found in paths(view, model)
               if found.type.kind == "entity" and len(found.names) <= 2]
    for owner in owners:
        # A column that is called like a way back hides it.
        hidden = set() if owner.names else {column.name for column in view.columns}
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


class Names:
    """Aliases that no other part of the SQL uses."""

    def __init__(self):
        self.numbers = itertools.count()

    def next(self, letter):
        return f"{letter}{next(self.numbers)}"


class Scope:
    """One row in the SQL of a stage: a row of `source`, which has the columns of a view.

    Within an aggregate, `outer` is the row that it stands in.
    """

    def __init__(self, translation, view, source, outer=None):
        self.translation = translation
        self.model = translation.model
        self.view = view
        self.alias = translation.names.next("t")
        self.joins = [f"{source} {self.alias}"]
        self.known = {}
        self.outer = outer

    @property
    def from_(self):
        return " left join ".join(self.joins)

    def up(self, depth):
        return self if depth == 0 else self.outer.up(depth - 1)

    def path(self, names):
        """A path to one value."""
        sql, entity = self.first(names[0])
        for number, name in enumerate(names[1:], 1):
            sql = f'{self.row_of(names[:number], entity, sql)}."{name}"'
            entity = self.model.entities[entity].field(name).target
        return sql

    def first(self, name):
        column = self.view.column(name)
        if column:
            return f'{self.alias}."{name}"', column.type.of if column.type.kind == "entity" else None
        field = self.model.entities[self.view.anchor].field(name)
        return f'{self.row_of((), self.view.anchor, self.anchor_row)}."{name}"', field.target

    def row_of(self, names, entity, number):
        """The alias of a row of an entity that is joined to this one."""
        if names not in self.known:
            alias = self.known[names] = self.translation.names.next("j")
            self.joins.append(f'"{entity}" {alias} on {alias}._r = {number}')
        return self.known[names]

    @property
    def anchor_row(self):
        return f"{self.alias}._row"

    def owner(self, names):
        """The row number that a path to many starts from."""
        return self.path(names) if names else self.anchor_row


class EntityScope(Scope):
    """A row of an entity's own table."""

    def __init__(self, translation, entity, outer=None):
        super().__init__(translation, View(anchor=entity), f'"{entity}"', outer)
        self.known[()] = self.alias

    @property
    def anchor_row(self):
        return f"{self.alias}._r"
