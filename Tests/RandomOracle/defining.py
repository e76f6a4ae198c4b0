"""Makes up the definitions of a model."""

import dataclasses

import kinds
from definitions import FieldDefinition, Function, Let, Measure
from expressions import Arithmetic, Path, walk
from questions import QuestionMaker
from scopes import Column, View
from values import Here


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
        body, other = (dataclasses.replace(each, over=None, during=None, prior=None) for each in bodies)
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
        if body is None or body == parameter or parameter not in walk(body):
            return None
        return Function(self.numbered("function"), parameter, body)

    def let(self):
        return Let(self.numbered("let"), self.staged(self.entity(), self.chance.randint(1, 2)))
