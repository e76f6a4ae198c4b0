"""Definitions that a model brings, and the nodes that use them: fields, measures, functions, lets."""

import dataclasses

import kinds
from aggregates import Aggregate, Prior, call_text
from expressions import Both, Node, Path, mapped
from periods import Stretch
from scopes import Reached


@dataclasses.dataclass(frozen=True)
class FieldDefinition(Node):
    """`field name on entity = value`: one more value of each row."""

    name: str
    entity: str
    value: Node

    # A computed value leads nowhere.
    target = None

    @property
    def type(self):
        return self.value.type

    def parley(self):
        return f"field {self.name} on {self.entity} = {self.value.parley()}"


@dataclasses.dataclass(frozen=True)
class Measure(Node):
    """`measure name on entity = body over date`; the body's aggregates are over the entity's rows."""

    name: str
    entity: str
    body: Node
    over: Path

    def parley(self):
        over = f" over {self.over.parley()}" if self.over is not None else ""
        return f"measure {self.name} on {self.entity} = {self.body.parley()}{over}"


@dataclasses.dataclass(frozen=True)
class MeasureCall(Node):
    """`deals.revenue(during … where …)`, or `revenue` where deals are grouped."""

    measure: Measure
    reached: Reached
    type: kinds.Type
    condition: Node = None
    during: Stretch = None
    prior: Prior = None
    within: tuple = None

    def parley(self):
        names = (*self.reached.names, self.measure.name) if self.reached else (self.measure.name,)
        name = Path(names, None).parley()
        if all(each is None for each in (self.condition, self.during, self.prior, self.within)):
            return name
        return call_text(name, [], self)

    def body(self):
        """The measure's definition over the rows at hand."""
        def change(part):
            if not isinstance(part, Aggregate) or part.reached:
                return part
            value, condition = part.value, part.condition
            if part.function == "every" and value is None:
                value, condition = condition, None
            if self.condition is not None:
                condition = self.condition if condition is None else Both("and", condition, self.condition)
            return dataclasses.replace(
                part, value=value, condition=condition, reached=self.reached, within=self.within,
                over=self.measure.over and of_entity(self.measure.over), during=self.during, prior=self.prior)
        return replaced_outside(mapped(self.measure.body, of_entity), change)

    def sql(self, scope):
        return self.body().sql(scope)

    def constructs(self):
        yield "measure of a path" if self.reached else "measure of rows"
        for name in ("condition", "during", "prior", "within"):
            if getattr(self, name) is not None:
                yield f"measure with {name}"


def of_entity(node):
    """A part of a measure's definition: columns that a question has put there do not hide fields."""
    if isinstance(node, Path):
        return dataclasses.replace(node, is_of_entity=True)
    if isinstance(getattr(node, "reached", None), Reached):
        return dataclasses.replace(node, reached=dataclasses.replace(node.reached, is_of_entity=True))
    return node


def replaced_outside(node, change):
    """The tree with each outermost aggregate changed: what stands inside is about other rows."""
    if isinstance(node, Aggregate):
        return change(node)
    if isinstance(node, tuple):
        return tuple(replaced_outside(each, change) for each in node)
    if not isinstance(node, Node):
        return node
    return dataclasses.replace(node, **{
        field.name: replaced_outside(getattr(node, field.name), change)
        for field in dataclasses.fields(node)})


@dataclasses.dataclass(frozen=True)
class Function(Node):
    """`function name(x) = body`, of a value of one type; the body sees it as a field called x."""

    name: str
    parameter: Path
    body: Node

    def parley(self):
        return f"function {self.name}({self.parameter.parley()}) = {self.body.parley()}"


@dataclasses.dataclass(frozen=True)
class FunctionCall(Node):
    function: Function
    argument: Node

    @property
    def type(self):
        return self.function.body.type

    def parley(self):
        return f"{self.function.name}({self.argument.parley()})"

    def sql(self, scope):
        def change(part):
            return self.argument if part == self.function.parameter else part
        return mapped(self.function.body, change).sql(scope)

    def constructs(self):
        yield "function of one's own"


@dataclasses.dataclass(frozen=True)
class Let(Node):
    """`let name = question`."""

    name: str
    question: Node

    def parley(self):
        return f"let {self.name} = {self.question.parley()}"
