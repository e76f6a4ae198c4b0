"""Makes up questions over a model, well typed by construction."""

import dataclasses
import itertools

import kinds
from aggregating import AggregateMaker, about_time
from conditions import ConditionMaker
from definitions import Let
from expressions import Path, This
from scopes import Reached
from stages import (Add, Append, Distinct, Expand, GroupKey, Hide, Item, Link, LinkedRows, LinkMany, Pair,
                    Pivot, Question, Rename, Replace, Show, Sort, SortKey, Summarize, Take, Top, Unpivot,
                    Where)
from summaries import SummaryMaker
from values import Here, ValueMaker


class QuestionMaker(ValueMaker, ConditionMaker, AggregateMaker, SummaryMaker):
    """Whole questions."""

    letter = "x"

    def __init__(self, model, chance):
        super().__init__(model, chance)
        self.numbers = itertools.count(1)
        # Whether the rows so far are an entity's own, with all the past that there is.
        self.is_untouched = self.may_compare = True

    def fresh(self):
        return f"{self.letter}{next(self.numbers)}"

    def question(self):
        lets = self.model.defined(Let)
        if lets and self.maybe(0.1):
            source = self.chance.choice(lets)
        elif self.maybe(0.05):
            source = self.staged(self.entity(), 2)
        else:
            source = self.entity()
        return self.staged(source, self.chance.choice((1, 1, 2, 2, 3, 3, 4, 5)))

    def entity(self):
        return self.chance.choice(list(self.model.entities))

    def staged(self, source, count):
        """A question of some stages."""
        question = Question(source, ())
        view = question.start(self.model)
        self.is_untouched = self.may_compare = isinstance(source, str)
        for _ in range(count):
            if not view.columns:
                break
            stage = None
            while stage is None:
                stage = self.chance.choices(*zip(*self.makers(view)))[0](view)
            self.is_untouched &= isinstance(stage, (Where, Sort, Take, Top, LinkMany))
            self.may_compare &= not (isinstance(stage, Where) and about_time(stage, self.model))
            question = dataclasses.replace(question, stages=(*question.stages, stage))
            view = stage.after(view, self.model)
        return question

    def makers(self, view):
        yield self.where, 5
        yield self.add, 5
        yield self.show, 3
        yield self.replace, 1
        yield self.rename, 0.7
        yield self.hide, 0.5
        yield self.sort, 2
        yield self.take, 1
        yield self.top, 2
        yield self.distinct, 1
        yield self.summarize, 6
        yield self.expand, 1.5
        yield self.append, 0.5
        yield self.link, 1
        yield self.link_many, 0.7
        yield self.pivot, 0.7
        yield self.unpivot, 0.7

    def here(self, view, depth=3):
        return Here(view, is_stage=True, depth=depth)

    def where(self, view):
        return Where(self.condition(self.here(view)))

    def item(self, view, taken, depth=3):
        """A named value; None where the plain name would clash."""
        value = self.value(self.here(view, depth))
        if value is None:
            return None
        if isinstance(value, Path) and self.maybe(0.6):
            return None if value.names[-1] in taken else Item(value.names[-1], value, True)
        return Item(self.fresh(), value)

    def add(self, view):
        items, seen = [], view
        for _ in range(self.chance.randint(1, 2)):
            value = self.value(self.here(seen))
            if value is None:
                return None
            item = Item(self.fresh(), value)
            seen = Add((item,)).after(seen, self.model)
            items.append(item)
        return Add(tuple(items))

    def items(self, view, most):
        items, taken = [], set()
        for _ in range(self.chance.randint(1, most)):
            item = self.item(view, taken, depth=2)
            if item is not None:
                items.append(item)
                taken.add(item.name)
        return tuple(items)

    def show(self, view):
        items = self.items(view, 4)
        return Show(items) if items else None

    def replace(self, view):
        column = self.plain_column(view)
        value = self.value(self.here(view))
        return column and value and Replace((Item(column.name, value),))

    def rename(self, view):
        column = self.plain_column(view)
        return column and Rename(((self.fresh(), column.name),))

    def plain_column(self, view):
        """A column that no link brought in; None where all are."""
        columns = [column for column in view.columns if len(column.path) == 1]
        return self.chance.choice(columns) if columns else None

    def hide(self, view):
        column = self.plain_column(view)
        return Hide((column.name,)) if column and len(view.columns) > 1 else None

    def keys(self, view, least=1):
        keys = []
        for _ in range(self.chance.randint(least, 2)):
            value = self.value(self.here(view, 1), lambda type_: type_.decides)
            if value is not None:
                keys.append(SortKey(value, self.maybe(0.4)))
        return tuple(keys)

    def sort(self, view):
        keys = self.keys(view)
        return Sort(keys) if keys else None

    def paths(self, view, most):
        found = [self.field(self.here(view), lambda type_: type_.decides)
                 for _ in range(self.chance.randint(1, most))]
        return tuple(dict.fromkeys(path for path in found if path is not None))

    def take(self, view):
        per = self.paths(view, 2) if view.is_sorted and self.maybe(0.5) else ()
        return Take(self.chance.choice((1, 2, 3, 5, 100)), per)

    def top(self, view):
        by = self.value(self.here(view, 2), lambda type_: type_.decides)
        if by is None:
            return None
        per = self.paths(view, 2) if self.maybe(0.4) else ()
        return Top(self.chance.choice(("top", "bottom")), self.chance.choice((1, 2, 3, 5)), by,
                   self.keys(view) if self.maybe(0.3) else (), per)

    def distinct(self, view):
        def decides(columns):
            return all(column.type.decides for column in columns)
        if self.maybe(0.3):
            is_plain = all(len(column.path) == 1 for column in view.columns)
            return Distinct(()) if is_plain and decides(view.columns) else None
        items = self.items(view, 3)
        return Distinct(items) if items and all(item.value.type.decides for item in items) else None

    def expand(self, view):
        reached = self.reach(Here(view))
        if not isinstance(reached, Reached):
            return None
        return Expand(reached, self.fresh(), self.maybe(0.3))

    def append(self, view):
        """More rows with the same columns, of the same entity."""
        if view.anchor is None or any(len(column.path) > 1 for column in view.columns):
            return None
        other = Question(view.anchor, ())
        start = other.start(self.model)
        items = []
        for column in view.columns:
            value = self.value(self.here(start, 1), column.type.like)
            if value is None:
                return None
            items.append(Item(column.name, value))
        return Append(dataclasses.replace(other, stages=(Show(tuple(items)),)))

    def link(self, view):
        """The matching row of a summary, or of an entity."""
        if self.maybe(0.3):
            entity = self.chance.choice([entity for entity in self.model.entities.values()
                                         if entity.field("id") is not None])
            field = entity.field("id")
            source, theirs = Question(entity.name, ()), [Path(("id",), field.type)]
            if self.maybe(0.4):
                source = dataclasses.replace(source, stages=(self.where(source.start(self.model)),))
        else:
            found = self.summary()
            if found is None:
                return None
            source, theirs = found
        pairs = [self.pair(view, path) for path in theirs]
        return None if None in pairs else Link(source, self.fresh(), tuple(pairs))

    def summary(self):
        """A question with one row for each value of its keys, and those."""
        start = Question(self.entity(), ())
        view = start.start(self.model)
        path = self.field(self.here(view), lambda type_: type_.decides and type_.kind != "id")
        values = [self.group_aggregate(view, (), None) for _ in range(2)]
        if path is None or None in values:
            return None
        key = GroupKey("k", path, path.type)
        items = tuple(Item(self.fresh(), value) for value in values)
        stage = Summarize(items, (key,))
        return dataclasses.replace(start, stages=(stage,)), [Path(("k",), path.type)]

    def pair(self, view, theirs):
        """A column of the linked rows and a value of these to match it with."""
        if theirs.type.kind == "id":
            ours = self.field(self.here(view), lambda type_: type_ == theirs.type)
        elif theirs.type.kind == "entity" and view.anchor == theirs.type.of and self.maybe(0.7):
            ours = This(theirs.type)
        else:
            ours = self.field(self.here(view), lambda type_: type_.like(theirs.type) and type_.decides)
        return ours and Pair(theirs, ours)

    def link_many(self, view):
        """All matching rows of an entity or a question."""
        source = Question(self.entity(), ())
        if self.maybe(0.5):
            stage = self.where(source.start(self.model)) if self.maybe(0.5) else self.show(source.start(self.model))
            if stage is None:
                return None
            source = dataclasses.replace(source, stages=(stage,))
        theirs = source.view(self.model)
        columns = [column for column in theirs.columns
                   if column.type.decides and column.type.kind not in ("id", "bool")]
        if not columns:
            return None
        column = self.chance.choice(columns)
        pair = self.pair(view, Path((column.name,), column.type))
        if pair is None or isinstance(pair.ours, This):
            return None
        return LinkMany(LinkedRows(self.fresh(), source, (pair,), theirs))

    def pivot(self, view):
        across = [column for column in view.columns
                  if column.name in view.keys and column.type.kind in ("choice", "text")]
        values = [column for column in view.columns if column.name not in view.keys]
        if not across or not values:
            return None
        column = self.chance.choice(across)
        values = self.chance.sample(values, min(len(values), self.chance.choice((1, 1, 2))))
        listed = {literal.value: literal for literal in (self.literal(column.type) for _ in range(3))}
        return Pivot(tuple(each.name for each in values), column.name, tuple(listed.values()))

    def unpivot(self, view):
        first = self.chance.choice(view.columns)
        names = [column.name for column in view.columns
                 if column.type.like(first.type) and len(column.path) == 1]
        if len(names) < 2:
            return None
        names = self.chance.sample(names, min(len(names), self.chance.randint(2, 3)))
        return Unpivot(tuple(names), self.fresh(), self.fresh())
