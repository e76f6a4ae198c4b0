"""Expressions: each node says how Parley writes it and what it means in SQL.

A node's `sql` gives NULL for missing, except that conditions may leave NULL for false: `truth` settles that.
"""

import dataclasses

import kinds
from kinds import Type, name_text, order_key, parley_literal, parley_text, quotient, quoted, sql_literal
from periods import Stretch

# How tightly a node holds together, from the loosest.
IF, OR, AND, NOT, COMPARISON, DEFAULT, RANGE, SUM, PRODUCT, SIGN, PRIMARY = range(11)


@dataclasses.dataclass(frozen=True)
class Node:
    """A part of a pipeline."""

    level = PRIMARY

    def constructs(self):
        """What is covered where this node was run."""
        return ()


def parts(value):
    """The nodes right below a node, or within a tuple of them."""
    if isinstance(value, Node):
        for field in dataclasses.fields(value):
            yield from parts_of(getattr(value, field.name))


def parts_of(value):
    if isinstance(value, Node):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from parts_of(each)


def walk(node):
    """A node and all nodes below it."""
    if node is None:
        return
    yield node
    for part in parts(node):
        yield from walk(part)


def mapped(value, change):
    """The tree with `change` made to each node, from the leaves up."""
    if isinstance(value, tuple):
        return tuple(mapped(each, change) for each in value)
    if not isinstance(value, Node):
        return value
    fields = {field.name: mapped(getattr(value, field.name), change)
              for field in dataclasses.fields(value)}
    return change(dataclasses.replace(value, **fields))


def written(node, level):
    """A node's text where something holds as tightly as `level`."""
    text = node.parley()
    return text if node.level >= level else f"({text})"


def truth(node, scope):
    """A condition as SQL that is never NULL: missing is not true."""
    return f"coalesce({node.sql(scope)}, false)"


@dataclasses.dataclass(frozen=True)
class Literal(Node):
    value: object
    type: Type
    # Written otherwise than plainly: in capitals, or a choice as a text.
    spelling: str = ""

    @property
    def level(self):
        is_negative = self.type.is_numeric and self.value is not None and self.value < 0
        return SIGN if is_negative else PRIMARY

    def parley(self):
        text = parley_literal(self.value, self.type)
        if self.spelling == "capitals":
            return text.upper()
        return parley_text(self.value) if self.spelling == "text" else text

    def sql(self, scope):
        return sql_literal(self.value, self.type)

    def constructs(self):
        yield f"literal {self.type.kind}"


@dataclasses.dataclass(frozen=True)
class Path(Node):
    """One value of a row, of the row `depth` scopes outside."""

    names: tuple
    type: Type
    depth: int = 0
    # Whether columns that are called so do not hide the entity's fields: in a measure's definition.
    is_of_entity: bool = False

    def parley(self):
        return ".".join((*("outer",) * self.depth, *map(name_text, self.names)))

    def sql(self, scope):
        return scope.up(self.depth).path(self.names, self.is_of_entity)

    def constructs(self):
        yield f"path over {len(self.names) - 1} links"
        yield f"field {self.type.kind}"
        if self.depth:
            yield "outer"


@dataclasses.dataclass(frozen=True)
class This(Node):
    """The row itself."""

    type: Type

    def parley(self):
        return "this"

    def sql(self, scope):
        return scope.anchor_row

    def constructs(self):
        yield "this"


@dataclasses.dataclass(frozen=True)
class Today(Node):
    type: Type = kinds.DATE

    def parley(self):
        return "today"

    def sql(self, scope):
        return sql_literal(scope.model.today, self.type)

    def constructs(self):
        yield "today"


@dataclasses.dataclass(frozen=True)
class Months(Node):
    """A length of time in months."""

    count: int
    unit: str
    type: Type = Type("months")

    def parley(self):
        return f"{self.count} {self.unit}{'' if self.count == 1 else 's'}"

    def sql(self, scope):
        return f"to_months({self.count * {'month': 1, 'quarter': 3, 'year': 12}[self.unit]})"

    def constructs(self):
        yield f"length {self.unit}"


@dataclasses.dataclass(frozen=True)
class Arithmetic(Node):
    operator: str
    left: Node
    right: Node
    type: Type

    @property
    def level(self):
        return SUM if self.operator in "+-" else PRODUCT

    def parley(self):
        return (f"{written(self.left, self.level)} {self.operator} "
                f"{written(self.right, self.level + 1)}")

    def sql(self, scope):
        left, right = self.left.sql(scope), self.right.sql(scope)
        one, two = self.left.type, self.right.type
        if "date" in (one.kind, two.kind):
            return self.dates(left, right)
        if self.operator == "/":
            return quotient(left, one, right, two)
        left, right = kinds.exact(left, one), kinds.exact(right, two)
        return kinds.exact(f"{left} {self.operator} {right}", self.type)

    def dates(self, left, right):
        if self.left.type.kind == self.right.type.kind:
            return f"({left} - {right})"
        if self.right.type.kind == "months":
            return f"({left} {self.operator} {right})::DATE"
        return f"({left} {self.operator} ({right})::INTEGER)"

    def constructs(self):
        yield f"{self.left.type.kind} {self.operator} {self.right.type.kind}"


@dataclasses.dataclass(frozen=True)
class Negated(Node):
    value: Node
    type: Type
    level = SIGN

    def parley(self):
        return f"-{written(self.value, PRIMARY)}"

    def sql(self, scope):
        return f"(-{self.value.sql(scope)})"

    def constructs(self):
        yield "negative"


@dataclasses.dataclass(frozen=True)
class Compared(Node):
    operator: str
    left: Node
    right: Node
    type: Type = kinds.BOOL
    level = COMPARISON

    def parley(self):
        return f"{written(self.left, DEFAULT)} {self.operator} {written(self.right, DEFAULT)}"

    def sql(self, scope):
        left, right = self.left.sql(scope), self.right.sql(scope)
        if self.left.type.kind == "entity" and self.right.type.kind == "text":
            left = kinds.shown(left, self.left.type)
        if self.operator == "=":
            return f"({left} is not distinct from {right})"
        if self.operator == "!=":
            return f"({left} is distinct from {right})"
        left, right = order_key(left, self.left.type), order_key(right, self.right.type)
        return f"coalesce({left} {self.operator} {right}, false)"

    def constructs(self):
        yield f"{self.left.type.kind} {self.operator} {self.right.type.kind}"


@dataclasses.dataclass(frozen=True)
class OneOf(Node):
    value: Node
    options: tuple
    is_negated: bool
    type: Type = kinds.BOOL
    level = COMPARISON

    def parley(self):
        options = ", ".join(option.parley() for option in self.options)
        return f"{written(self.value, DEFAULT)} {'not ' * self.is_negated}in [{options}]"

    def sql(self, scope):
        value = self.value.sql(scope)
        if self.value.type.kind == "entity":
            value = kinds.shown(value, self.value.type)
        options = ", ".join(option.sql(scope) for option in self.options)
        test = f"coalesce({value} in ({options}), false)"
        return f"(not {test})" if self.is_negated else test

    def constructs(self):
        yield f"{self.value.type.kind} {'not ' * self.is_negated}in list"


@dataclasses.dataclass(frozen=True)
class Between(Node):
    value: Node
    low: Node
    high: Node
    is_negated: bool
    type: Type = kinds.BOOL
    level = COMPARISON

    def parley(self):
        return (f"{written(self.value, DEFAULT)} {'not ' * self.is_negated}between "
                f"{written(self.low, DEFAULT)} and {written(self.high, DEFAULT)}")

    def sql(self, scope):
        value, low, high = (order_key(node.sql(scope), node.type)
                            for node in (self.value, self.low, self.high))
        test = f"coalesce({value} >= {low} and {value} <= {high}, false)"
        return f"(not {test})" if self.is_negated else test

    def constructs(self):
        yield f"{self.value.type.kind} {'not ' * self.is_negated}between"


@dataclasses.dataclass(frozen=True)
class InStretch(Node):
    """A date in a period or range."""

    value: Node
    stretch: Stretch
    is_negated: bool
    type: Type = kinds.BOOL
    level = COMPARISON

    def parley(self):
        return f"{written(self.value, DEFAULT)} {'not ' * self.is_negated}in {self.stretch.text}"

    def sql(self, scope):
        test = kinds.within(self.value.sql(scope), self.stretch)
        return f"(not {test})" if self.is_negated else test

    def constructs(self):
        yield "date not in period" if self.is_negated else "date in period"
        yield f"period: {self.stretch.form}"


@dataclasses.dataclass(frozen=True)
class IsMissing(Node):
    value: Node
    # As Parley writes the test.
    words: str
    type: Type = kinds.BOOL
    level = COMPARISON

    def parley(self):
        return f"{written(self.value, DEFAULT)} {self.words}"

    def sql(self, scope):
        word = "is not null" if self.words in ("is not missing", "!= missing") else "is null"
        return f"({self.value.sql(scope)} {word})"

    def constructs(self):
        yield self.words


@dataclasses.dataclass(frozen=True)
class TextTest(Node):
    operator: str
    value: Node
    other: Node
    is_negated: bool
    type: Type = kinds.BOOL
    level = COMPARISON

    def parley(self):
        return (f"{written(self.value, DEFAULT)} {'not ' * self.is_negated}{self.operator} "
                f"{written(self.other, DEFAULT)}")

    def sql(self, scope):
        value = self.value.sql(scope)
        if self.value.type.kind == "entity":
            value = kinds.shown(value, self.value.type)
        call = {"contains": "contains", "starts with": "starts_with", "ends with": "ends_with"}
        test = f"coalesce({call[self.operator]}(lower({value}), lower({self.other.sql(scope)})), false)"
        return f"(not {test})" if self.is_negated else test

    def constructs(self):
        yield self.operator


@dataclasses.dataclass(frozen=True)
class Both(Node):
    """Conditions joined by `and` or `or`."""

    word: str
    left: Node
    right: Node
    type: Type = kinds.BOOL

    @property
    def level(self):
        return AND if self.word == "and" else OR

    def parley(self):
        return f"{written(self.left, self.level)} {self.word} {written(self.right, self.level + 1)}"

    def sql(self, scope):
        return f"({truth(self.left, scope)} {self.word} {truth(self.right, scope)})"

    def constructs(self):
        yield self.word


@dataclasses.dataclass(frozen=True)
class Not(Node):
    value: Node
    type: Type = kinds.BOOL
    level = NOT

    def parley(self):
        return f"not {written(self.value, NOT)}"

    def sql(self, scope):
        return f"(not {truth(self.value, scope)})"

    def constructs(self):
        yield "not"


@dataclasses.dataclass(frozen=True)
class If(Node):
    condition: Node
    then: Node
    otherwise: Node
    type: Type
    level = IF

    def parley(self):
        return (f"if {self.condition.parley()} then {self.then.parley()} "
                f"else {self.otherwise.parley()}")

    def sql(self, scope):
        return (f"(case when {truth(self.condition, scope)} then {self.then.sql(scope)} "
                f"else {self.otherwise.sql(scope)} end)")

    def constructs(self):
        yield "if"


@dataclasses.dataclass(frozen=True)
class Default(Node):
    value: Node
    fallback: Node
    type: Type
    level = DEFAULT

    def parley(self):
        return f"{written(self.value, DEFAULT)} ?? {written(self.fallback, RANGE)}"

    def sql(self, scope):
        return f"coalesce({self.value.sql(scope)}, {self.fallback.sql(scope)})"

    def constructs(self):
        yield "??"


@dataclasses.dataclass(frozen=True)
class Interpolated(Node):
    """A text with values in braces; missing ones leave nothing."""

    pieces: tuple
    type: Type = kinds.TEXT

    def parley(self):
        inner = "".join(piece if isinstance(piece, str) else f"{{{piece.parley()}}}"
                        for piece in self.pieces)
        return f'"{inner}"'

    def sql(self, scope):
        texts = [quoted(piece) if isinstance(piece, str) else kinds.shown(piece.sql(scope), piece.type)
                 for piece in self.pieces]
        return f"concat({', '.join(texts)})"

    def constructs(self):
        yield "interpolation"


# Functions of one value besides those of periods, in SQL.
FUNCTIONS = {
    "floor": "floor({0})", "ceil": "ceil({0})", "abs": "abs({0})",
    "lower": "lower({0})", "upper": "upper({0})", "trim": "trim({0})", "length": "length({0})",
    "replace": "replace({0}, {1}, {2})", "left": "left({0}, {1})", "right": "right({0}, {1})",
    "least": "least({0}, {1})", "greatest": "greatest({0}, {1})",
    "year_number": "year({0})", "quarter_number": "quarter({0})", "month_number": "month({0})",
    "weekday": "isodow({0})", "day": "day({0})", "week_number": "week({0})",
}


@dataclasses.dataclass(frozen=True)
class Call(Node):
    """A function of values; numbers among the arguments are plain."""

    name: str
    arguments: tuple
    type: Type

    def parley(self):
        arguments = ", ".join(argument.parley() if isinstance(argument, Node) else str(argument)
                              for argument in self.arguments)
        return f"{self.name}({arguments})"

    def sql(self, scope):
        values = [argument.sql(scope) if isinstance(argument, Node) else str(argument)
                  for argument in self.arguments]
        first = self.arguments[0].type
        if self.name == "round":
            places = values[1] if len(values) > 1 else "0"
            return kinds.exact(f"round({values[0]}, {places})", self.type)
        if self.name in ("number", "percent", "money"):
            return values[0]
        if self.name == "text":
            return kinds.shown(values[0], first)
        if self.name == "start":
            return values[0]
        if self.name == "end":
            return f"({first.of.sql_step(values[0])} - 1)"
        if self.type.kind == "period":
            return self.type.of.sql_start(values[0])
        return f"({FUNCTIONS[self.name].format(*values)})"

    def constructs(self):
        yield f"function {self.name}"


@dataclasses.dataclass(frozen=True)
class InPeriod(Node):
    """A date in the period of another."""

    value: Node
    period: Node
    type: Type = kinds.BOOL
    level = COMPARISON

    def parley(self):
        return f"{written(self.value, DEFAULT)} in {written(self.period, DEFAULT)}"

    def sql(self, scope):
        period = self.period.sql(scope)
        return f"coalesce({self.period.type.of.sql_start(self.value.sql(scope))} = {period}, false)"

    def constructs(self):
        yield "date in a period of the row"


@dataclasses.dataclass(frozen=True)
class PeriodWithin(Node):
    """A period that lies in another as a whole."""

    value: Node
    stretch: Stretch
    type: Type = kinds.BOOL
    level = COMPARISON

    def parley(self):
        return f"{written(self.value, DEFAULT)} in {self.stretch.text}"

    def sql(self, scope):
        first = self.value.sql(scope)
        last = f"({self.value.type.of.sql_step(first)} - 1)"
        return f"({kinds.within(first, self.stretch)} and {kinds.within(last, self.stretch)})"

    def constructs(self):
        yield "period in a period"
