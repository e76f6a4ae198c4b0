"""Makes up conditions on a row."""

import dataclasses

import kinds
from aggregates import Aggregate, AmongMany
from expressions import (Between, Both, Compared, InPeriod, InStretch, IsMissing, Literal, Not, OneOf,
                         PeriodWithin, TextTest)
from values import ORDERED, Here


class ConditionMaker:
    """What stands behind `where` and `if`."""

    def condition(self, here):
        """A condition on a row."""
        if here.depth > 0 and self.maybe(0.3):
            word = self.chance.choice(("and", "or", "not"))
            inner = self.condition(here.deeper())
            return Not(inner) if word == "not" else Both(word, inner, self.condition(here.deeper()))
        if here.depth > 0 and not here.is_plain and self.maybe(0.15):
            found = self.quantified(here)
            if found is not None:
                return found
        if here.outer is not None and self.maybe(0.15):
            found = self.against_outer(here)
            if found is not None:
                return found
        value = self.value(here.deeper(), lambda type_: type_.decides)
        return self.test(here, value) if value is not None else Literal(True, kinds.BOOL)

    def quantified(self, here):
        """A test of the rows that a path reaches."""
        reached = self.reach(here)
        if reached is None:
            return None
        if self.maybe(0.3):
            field = self.field(Here(reached.view), lambda type_: type_.kind in ("text", "date", "number"))
            if field is not None and len(field.names) == 1 and field.type.is_exact:
                return AmongMany(self.literal(field.type), reached, field, self.maybe(0.3))
        inside = Here(reached.view, here.view, depth=here.depth - 2)
        function = self.chance.choice(("any", "none", "every"))
        bare = function != "every" and self.maybe(0.3)
        return Aggregate(function, reached, None, kinds.BOOL, None if bare else self.condition(inside))

    def against_outer(self, here):
        """A value of this row beside one of the row outside."""
        left = self.field(here, lambda type_: type_.kind in ORDERED and type_.decides)
        right = left and self.field(Here(here.outer), left.type.like)
        if right is None or not right.type.decides:
            return None
        return Compared(self.operator(left.type), left, dataclasses.replace(right, depth=1))

    def operator(self, type_):
        if type_.kind in ("entity", "bool", "id"):
            return self.chance.choice(("=", "!="))
        return self.chance.choice(("=", "!=", "<", "<=", ">", ">="))

    def test(self, here, value):
        """A condition on a value."""
        kind = value.type.kind
        if self.maybe(0.15):
            return IsMissing(value, self.chance.choice(
                ("is missing", "is not missing", "= missing", "!= missing")))
        if kind == "bool" and self.maybe(0.6):
            return value
        if kind == "date" and self.maybe(0.4):
            return self.in_time(here, value)
        if kind in ("text", "choice", "entity") and self.maybe(0.3):
            return self.text_test(value)
        if kind == "entity":
            return self.entity_test(here, value)
        if kind == "period":
            return self.period_test(here, value)
        if kind in ("text", "choice", "number", "money", "date", "id") and self.maybe(0.2):
            options = [self.literal(value.type) for _ in range(self.chance.randint(1, 3))]
            return OneOf(value, tuple(options), self.maybe(0.4))
        if kind not in ("bool", "id") and self.maybe(0.15):
            return self.between(value)
        other = None
        if self.maybe(0.25):
            other = self.value(here.deeper(), lambda type_: type_.like(value.type) and type_.decides)
        return Compared(self.operator(value.type), value, other or self.literal(value.type))

    def in_time(self, here, value):
        period = self.value(here.deeper(), lambda type_: type_.kind == "period") if self.maybe(0.2) else None
        return InPeriod(value, period) if period else InStretch(value, self.stretch(), self.maybe(0.2))

    def period_test(self, here, value):
        if self.maybe(0.4):
            return PeriodWithin(value, self.stretch())
        other = self.value(here.deeper(), value.type.like) or value
        return Compared(self.operator(value.type), value, other)

    def between(self, value):
        low, high = (self.literal(value.type) for _ in range(2))
        if value.type.kind == "date" and low.value > high.value:
            low, high = high, low
        return Between(value, low, high, self.maybe(0.3))

    def text_test(self, value):
        piece = self.literal(kinds.TEXT).value
        piece = self.chance.choice((piece[:1], piece[-2:], piece)).upper()
        return TextTest(self.chance.choice(("contains", "starts with", "ends with")), value,
                        Literal(piece, kinds.TEXT), self.maybe(0.2))

    def entity_test(self, here, value):
        """An entity beside another, or its name beside a text."""
        entity = self.model.entities[value.type.of]
        if self.maybe(0.4):
            other = self.field(here, value.type.like) or value
            return Compared(self.operator(value.type), value, other)
        if entity.field("name") is None:
            return IsMissing(value, "is not missing")
        literal = self.literal(kinds.TEXT)
        if self.maybe(0.3):
            return OneOf(value, (literal, self.literal(kinds.TEXT)), self.maybe(0.4))
        return Compared(self.chance.choice(("=", "!=")), value, literal)
