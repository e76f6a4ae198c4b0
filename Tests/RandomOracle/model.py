"""Random models: entities, links and rows, as a workspace of files for Parley and as tables for SQL.

The tables are built from the rows themselves, never from what Parley read. Every table has `_r`, the number
of the row; a link is the `_r` of its target. `_show` is the display name and `_rank` its place in order.
"""

import csv
import dataclasses
import datetime
import decimal

import duckdb

import kinds
from definitions import FieldDefinition
from kinds import Type, quoted, sql_literal

NOUNS = ["regions", "branches", "clients", "orders", "articles", "visits", "teams", "agents"]
ROLES = ["owner", "parent", "seller", "backup", "origin"]
FIELDS = {
    "number": ["units", "score", "load", "depth"],
    "money": ["amount", "cost", "fee"],
    "percent": ["rate", "part"],
    "text": ["label", "city", "note"],
    "choice": ["kind", "grade", "phase"],
    "bool": ["active", "urgent"],
    "date": ["made_on", "ended_on", "due_on"],
}
TEXTS = ["North", "north", "South", "Ost", "Ärger", "ärger", "Éclair", "東京", "A-1", "a b", "Zoo", "b", "B",
         "North Sea", "O'Hara", "x%y", "under_score", "10", "9"]
CHOICES = [("gold", "silver", "bronze"), ("open", "won", "lost"), ("small", "big"),
           ("low", "middle", "high", "none_yet")]
EXTRA_CHOICES = ["legacy", "Other"]
DATES = [datetime.date(2023, 12, 31), datetime.date(2024, 1, 1), datetime.date(2024, 1, 31),
         datetime.date(2024, 2, 29), datetime.date(2024, 3, 31), datetime.date(2024, 12, 30),
         datetime.date(2024, 12, 31), datetime.date(2025, 1, 1), datetime.date(2025, 2, 28)]
TODAYS = [datetime.date(2024, 2, 29), datetime.date(2024, 12, 31), datetime.date(2025, 1, 15),
          datetime.date(2025, 3, 31)]


def singular(noun):
    return {"branches": "branch"}.get(noun, noun[:-1])


@dataclasses.dataclass
class Field:
    """A column of an entity; for a link, `inverse` is what the target calls the way back."""

    name: str
    type: Type
    inverse: str = None
    # How its values are spelled in the file.
    marks: tuple = ()
    marker: str = ""

    @property
    def target(self):
        return self.type.of if self.type.kind == "entity" else None


@dataclasses.dataclass
class Entity:
    name: str
    fields: list
    # One dictionary per row; a link is the target's row number.
    rows: list = dataclasses.field(default_factory=list)

    def field(self, name):
        return next((field for field in self.fields if field.name == name), None)

    def shown(self, row):
        """The display name of a row: its name, where there is such a field, else its id."""
        key = "name" if self.field("name") else "id"
        value = self.rows[row].get(key)
        return None if value is None else str(value)


@dataclasses.dataclass
class Model:
    entities: dict
    today: datetime.date
    # How many months after calendar years the fiscal ones start.
    fiscal_offset: int = 0
    # Fields, measures, functions and lets, in the order of their definition.
    definitions: tuple = ()

    def named(self, name):
        """What an entity's rows have that is one value: fields, declared and defined."""
        return self.entities[name].fields + [
            definition for definition in self.defined(FieldDefinition) if definition.entity == name]

    def defined(self, kind):
        return [definition for definition in self.definitions if isinstance(definition, kind)]

    def definition(self, entity, name):
        found = [field for field in self.named(entity) if field.name == name]
        if not found:
            raise LookupError(f"{entity} has no {name}")
        return found[0]

    def inverses(self, name):
        """What leads back to an entity: the way's name, then the entity and field that it comes from."""
        return {field.inverse: (entity, field) for entity in self.entities.values()
                for field in entity.fields if field.target == name}


# Making one up

class ModelMaker:
    def __init__(self, chance):
        self.chance = chance
        self.entities = {}

    def make(self):
        chance = self.chance
        nouns = chance.sample(NOUNS, chance.randint(3, 5))
        for noun in nouns:
            self.add_entity(noun, links=chance.randint(0, min(2, len(self.entities))))
        if chance.random() < 0.6:
            self.add_entity("links", links=2, is_table_of_links=True)
        for entity in self.entities.values():
            self.fill(entity)
        return Model(self.entities, chance.choice(TODAYS), chance.choice((0, 1, 6, 9)))

    def add_entity(self, name, links, is_table_of_links=False):
        chance = self.chance
        entity = Entity(name, [])
        taken = {"id", "name"} | {inverse for inverse in NOUNS}
        has_id = not is_table_of_links or chance.random() < 0.5
        if has_id:
            entity.fields.append(Field("id", Type("id", chance.choice(("number", "number", "text")))))
        if chance.random() < 0.6 or not has_id:
            entity.fields.append(Field("name", kinds.TEXT))
        targets = [chance.choice(list(self.entities)) for _ in range(links)] if self.entities else []
        if chance.random() < 0.2 and has_id:
            targets.append(name)
        self.entities[name] = entity
        for number, target in enumerate(targets):
            self.add_link(entity, target, number, taken)
        for _ in range(chance.randint(1, 2) if is_table_of_links else chance.randint(3, 6)):
            self.add_field(entity, taken)

    def add_link(self, entity, target, number, taken):
        chance = self.chance
        name = singular(target)
        if name in taken or target == entity.name or chance.random() < 0.3:
            name = next(role for role in chance.sample(ROLES, len(ROLES)) if role not in taken)
        taken.add(name)
        inverse = entity.name
        known = {field.inverse for other in self.entities.values() for field in other.fields}
        if inverse in known or target == entity.name or chance.random() < 0.3:
            inverse = f"{entity.name}_of_{name}"
        entity.fields.append(Field(name, kinds.entity(target), inverse))

    def add_field(self, entity, taken):
        chance = self.chance
        kind = chance.choice(["number", "number", "money", "money", "percent", "text", "choice", "choice",
                              "bool", "date", "date"])
        names = [name for name in FIELDS[kind] if name not in taken]
        if not names:
            return
        name = chance.choice(names)
        taken.add(name)
        if kind == "number":
            type_ = dataclasses.replace(kinds.NUMBER, places=chance.choice((0, 0, 1, 2)), digits=3)
        elif kind == "money":
            type_ = kinds.money("USD", chance.choice((0, 2)), 4)
        elif kind == "percent":
            type_ = kinds.PERCENT
        elif kind == "choice":
            type_ = Type("choice", chance.choice(CHOICES))
        else:
            type_ = {"text": kinds.TEXT, "bool": kinds.BOOL, "date": kinds.DATE}[kind]
        marks = ()
        if kind == "date" and chance.random() < 0.3:
            marks = ("dmy",)
        elif kind in ("number", "money") and chance.random() < 0.2:
            marks = ("comma",)
        marker = "n/a" if chance.random() < 0.15 else ""
        entity.fields.append(Field(name, type_, marks=marks, marker=marker))

    def fill(self, entity):
        chance = self.chance
        count = chance.choice((0, 1, 3, 6, 9, 12, 16, 20, 24))
        rows = entity.rows = [{} for _ in range(count)]
        for field in entity.fields:
            for row, value in zip(rows, self.values(field, count)):
                row[field.name] = value
        # A line of nothing but empty cells is no row of a file.
        texts = [field.name for field in entity.fields if field.type.kind == "text"]
        for row in rows:
            if texts and all(value is None for value in row.values()):
                row[texts[0]] = "alone"

    def values(self, field, count):
        chance, type_ = self.chance, field.type
        if type_.kind == "id":
            numbers = chance.sample(range(1, 3 * count + 2), count)
            return numbers if type_.of == "number" else [f"K-{number}" for number in numbers]
        if field.target:
            pool = range(len(self.entities[field.target].rows))
        else:
            pool = self.pool(type_)
        missing = chance.choice((0, 0.1, 0.3, 0.6))
        return [None if not pool or chance.random() < missing else chance.choice(pool)
                for _ in range(count)]

    def pool(self, type_):
        """The different values of a column: few, so that there are ties."""
        chance, count = self.chance, self.chance.choice((2, 4, 12))
        if type_.is_numeric:
            most = 10 ** type_.digits - 1
            scale = decimal.Decimal(10) ** -type_.places
            if type_.kind == "percent":
                return [decimal.Decimal(chance.randint(-200, 1500)) * scale for _ in range(count)]
            sizes = [chance.choice((5, 40, most)) for _ in range(count)]
            least = [chance.choice((0, 0, -size)) for size in sizes]
            return [decimal.Decimal(chance.randint(low, high)).scaleb(0).quantize(scale)
                    + decimal.Decimal(chance.randrange(10 ** type_.places)) * scale
                    for low, high in zip(least, sizes)] + [decimal.Decimal(0).quantize(scale)]
        if type_.kind == "text":
            return chance.sample(TEXTS, count)
        if type_.kind == "choice":
            return list(type_.of) + (EXTRA_CHOICES if chance.random() < 0.3 else [])
        if type_.kind == "bool":
            return [True, False]
        return chance.sample(DATES, min(count, len(DATES))) + [
            datetime.date(2023, 10, 1) + datetime.timedelta(chance.randrange(700)) for _ in range(count)]


# For Parley: a folder

def spelled(value, field, model):
    """A value as the CSV file has it."""
    if value is None:
        return field.marker
    if field.target:
        return str(model.entities[field.target].rows[value]["id"])
    if field.type.kind == "percent":
        return f"{(value * 100).normalize():f}%"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime.date):
        return value.strftime("%d.%m.%Y") if "dmy" in field.marks else value.isoformat()
    if "comma" in field.marks:
        return f"{value:,f}".translate(str.maketrans(",.", ".,"))
    return f"{value:f}" if isinstance(value, decimal.Decimal) else str(value)


def declared(field, entity):
    """A column as `ecosystem.parley` declares it."""
    type_, marks = field.type, []
    if field.target:
        word = field.target
        if field.inverse != entity.name:
            marks.append(f"inverse {field.inverse}")
    elif type_.kind == "choice":
        word = f"choice({', '.join(type_.of)})"
    else:
        word = type_.kind
        if "dmy" in field.marks:
            word = 'date("dmy")'
        elif "comma" in field.marks:
            word = {"number": 'number("1.234,56")', "money": 'money(USD, "1.234,56")'}[type_.kind]
    if field.marker:
        marks.append(f'missing "{field.marker}"')
    return " ".join([f"{field.name}: {word}", *marks])


def ecosystem(model):
    blocks = [f"option fiscal_start = {model.fiscal_offset + 1}\n"] if model.fiscal_offset else []
    for entity in model.entities.values():
        columns = "\n".join("  " + declared(field, entity) for field in entity.fields)
        blocks.append(f'entity {entity.name} from "{entity.name}.csv" {{\n{columns}\n}}\n')
    return "\n".join(blocks + [definition.parley() + "\n" for definition in model.definitions])


def write(model, folder):
    """Writes the workspace."""
    (folder / "ecosystem.parley").write_text(ecosystem(model))
    for entity in model.entities.values():
        with open(folder / f"{entity.name}.csv", "w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([field.name for field in entity.fields])
            for row in entity.rows:
                writer.writerow([spelled(row[field.name], field, model) for field in entity.fields])


# For SQL: tables

def sql_type(type_):
    if type_.is_numeric:
        return f"DECIMAL(18,{type_.places})"
    if type_.kind == "id":
        return "BIGINT" if type_.of == "number" else "VARCHAR"
    return {"text": "VARCHAR", "choice": "VARCHAR", "bool": "BOOLEAN", "date": "DATE",
            "entity": "BIGINT"}[type_.kind]


class Database:
    """The tables of a model, and tables of which rows lead to which, made when first asked for."""

    def __init__(self, model):
        self.model = model
        self.connection = duckdb.connect()
        self.connection.execute("set threads = 1")
        self.definitions = []
        self.paths = {}
        for entity in model.entities.values():
            self.add(entity)

    def run(self, statement):
        self.definitions.append(statement)
        self.connection.execute(statement)

    def add(self, entity):
        columns = ["_r BIGINT", "_show VARCHAR", "_rank BIGINT"]
        columns += [f'"{field.name}" {sql_type(field.type)}' for field in entity.fields]
        self.run(f'create table "{entity.name}" ({", ".join(columns)})')
        if not entity.rows:
            return
        has_id = entity.field("id") is not None

        def order(number):
            shown = entity.shown(number)
            if shown is not None and entity.field("name") is None and entity.field("id").type.of == "number":
                shown = f"{int(shown):09}"
            identity = entity.rows[number]["id"] if has_id else number
            return (shown is None, (shown or "").encode(), identity)
        ranks = {number: rank for rank, number in enumerate(sorted(range(len(entity.rows)), key=order))}
        lines = []
        for number, row in enumerate(entity.rows):
            shown = entity.shown(number)
            values = [str(number), "NULL" if shown is None else quoted(shown), str(ranks[number])]
            values += [sql_literal(row[field.name], field.type) for field in entity.fields]
            lines.append(f"({', '.join(values)})")
        self.run(f'insert into "{entity.name}" values {", ".join(lines)}')

    def path(self, start, steps):
        """The table of the pairs (a, b) where steps lead from row a of an entity to row b of another."""
        key = (start, steps)
        if key in self.paths:
            return self.paths[key]
        joins, here = [], start
        for number, step in enumerate(steps):
            field = self.model.entities[here].field(step)
            if field:
                here, on = field.target, f's{number + 1}._r = s{number}."{step}"'
            else:
                source, back = self.model.inverses(here)[step]
                here, on = source.name, f's{number + 1}."{back.name}" = s{number}._r'
            joins.append(f' join "{here}" s{number + 1} on {on}')
        name = f"reach_{'_'.join((start, *steps))}"
        self.run(f'create table {name} as select distinct s0._r as a, s{len(steps)}._r as b '
                 f'from "{start}" s0{"".join(joins)}')
        self.paths[key] = name
        return name

    def close(self):
        self.connection.close()
