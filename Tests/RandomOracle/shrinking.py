"""Makes a question that goes wrong, and its model, as small as it still goes wrong."""

import dataclasses
import time

from definitions import Function, Let, Measure
from expressions import Literal, Node, parts
from stages import LetRows, LinkedRows, Question


def without_one(values):
    """A tuple with one of its elements left out, each in turn, the last first."""
    for number in reversed(range(len(values))):
        yield (*values[:number], *values[number + 1:])


# Nodes that stand in a question more than once, or in the model as well: they stay as they are.
WHOLE = (LetRows, LinkedRows, Let, Measure, Function)


def smaller(node):
    """Variants of a node with something less in it."""
    if isinstance(node, WHOLE):
        return
    if not isinstance(node, (Question, Literal)) and hasattr(node, "type"):
        yield from (part for part in parts(node) if hasattr(part, "type") and part.type.like(node.type))
    for field in dataclasses.fields(node):
        value = getattr(node, field.name)
        if field.default is None and value is not None:
            yield dataclasses.replace(node, **{field.name: None})
        if isinstance(value, tuple):
            if value and isinstance(value[0], Node):
                for fewer in without_one(value):
                    yield dataclasses.replace(node, **{field.name: fewer})
            for number, each in enumerate(value):
                if isinstance(each, Node):
                    for other in smaller(each):
                        changed = (*value[:number], other, *value[number + 1:])
                        yield dataclasses.replace(node, **{field.name: changed})
        elif isinstance(value, Node):
            for other in smaller(value):
                yield dataclasses.replace(node, **{field.name: other})


def smaller_models(model, question):
    """Models with fewer rows, columns or entities."""
    text = question.parley()
    targets = {field.target for entity in model.entities.values() for field in entity.fields}
    for name, entity in model.entities.items():
        if name not in text and name not in targets:
            yield changed(model, {key: each for key, each in model.entities.items() if key != name})
        for field in entity.fields:
            if field.name not in ("id", "name") and field.name not in text and (
                    field.inverse is None or field.inverse not in text):
                yield changed(model, {**model.entities, name: dataclasses.replace(
                    entity, fields=[each for each in entity.fields if each is not field])})
        count = len(entity.rows)
        for size in (count, count // 2, count // 4, 1):
            for start in range(0, count, size) if size else ():
                yield without_rows(model, name, range(start, min(start + size, count)))


def changed(model, entities):
    return dataclasses.replace(model, entities=entities)


def without_rows(model, name, dropped):
    """The model without some rows of an entity; links to them are missing."""
    kept = [number for number in range(len(model.entities[name].rows)) if number not in dropped]
    places = {number: place for place, number in enumerate(kept)}
    entities = {}
    for key, entity in model.entities.items():
        links = [field.name for field in entity.fields if field.target == name]
        rows = entity.rows if key != name else [entity.rows[number] for number in kept]
        rows = [{**row, **{link: places.get(row[link]) for link in links}} for row in rows]
        entities[key] = dataclasses.replace(entity, rows=rows)
    return changed(model, entities)


class Shrinker:
    """`goes_wrong(question, model)` tells whether a smaller case is still the same mistake."""

    def __init__(self, goes_wrong, seconds):
        self.goes_wrong = goes_wrong
        self.end = time.monotonic() + seconds

    def is_wrong(self, question, model):
        try:
            return self.goes_wrong(question, model)
        except (LookupError, AttributeError, TypeError, ValueError, RuntimeError):
            # Something was left out that the rest builds on.
            return False

    def shrink(self, question, model):
        is_smaller = True
        while is_smaller:
            is_smaller = False
            for other in smaller(question):
                if time.monotonic() > self.end:
                    return question, model
                if self.is_wrong(other, model):
                    question, is_smaller = other, True
                    break
            else:
                for other in smaller_models(model, question):
                    if time.monotonic() > self.end:
                        return question, model
                    if self.is_wrong(question, other):
                        model, is_smaller = other, True
                        break
        return question, model
