"""Makes up summarize: its keys and items."""

import dataclasses

import kinds
import periods
from aggregates import Aggregate, Key, Window
from aggregating import LENGTHS, WINDOWS, about_time
from expressions import Arithmetic, Call, Default, Path
from scopes import Reached
from stages import GroupKey, Item, LinkedRows, Summarize
from values import Here


class SummaryMaker:
    """What stands behind `summarize`."""

    def summarize(self, view):
        keys = self.group_keys(view)
        each = self.each_key(keys) if self.maybe(0.25) else None
        # Beside keys about time nothing can be of an earlier one.
        self.may_compare &= not any(key.type.kind in ("date", "period") or about_time(key, self.model)
                                    for key in keys)
        if each is not None:
            keys.insert(self.chance.randint(0, len(keys)), each)
        items = []
        for _ in range(self.chance.randint(1, 4)):
            value = self.gathered(view, keys, each)
            if value is not None:
                items.append(Item(self.fresh(), value))
        return Summarize(tuple(items), tuple(keys)) if items or keys and each is None else None

    def group_keys(self, view):
        keys, taken = [], set()
        for _ in range(self.chance.choice((0, 1, 1, 2, 2, 3))):
            value = (self.field(self.here(view), lambda type_: type_.decides) if self.maybe(0.7)
                     else self.value(self.here(view, 2), lambda type_: type_.decides))
            if value is None or any(key.value == value for key in keys):
                continue
            is_plain = isinstance(value, Path) and value.names[-1] not in taken and self.maybe(0.7)
            name = value.names[-1] if is_plain else self.fresh()
            taken.add(name)
            keys.append(GroupKey(name, value, value.type, None, is_plain))
        return keys

    def each_key(self, keys):
        unit = self.unit()
        is_plain = self.maybe(0.5) and all(key.name != unit.name for key in keys)
        stretch = None
        if self.maybe(0.6):
            stretch = periods.named(self.chance, self.date(), self.model.fiscal_offset)
        return GroupKey(unit.name if is_plain else self.fresh(), None, kinds.period(unit), stretch, is_plain)

    def gathered(self, view, keys, each, depth=2):
        """An item of a summarize."""
        kind = self.chance.random()
        if depth > 0 and kind < 0.3:
            return self.combined(view, keys, each, depth)
        if depth > 1 and kind < 0.42:
            return self.group_window(view, keys, each)
        if kind < 0.46:
            named = [(number, key) for number, key in enumerate(keys) if key.is_plain and not key.is_each
                     and len(key.value.names) == 1]
            if named:
                number, key = self.chance.choice(named)
                return Key(key.name, number, key.type)
        if self.maybe(0.25):
            found = self.group_measure(view, keys, each)
            if found is not None:
                return found
        return self.group_aggregate(view, keys, each)

    def combined(self, view, keys, each, depth):
        """Something calculated from what is gathered."""
        left = self.gathered(view, keys, each, depth - 1)
        if left is None or left.type.kind == "entity":
            return left
        if left.type.is_numeric and left.type.is_exact and self.maybe(0.2):
            return Call("round", (left,), dataclasses.replace(left.type, places=0, digits=left.type.digits + 1))
        right = self.gathered(view, keys, each, depth - 1)
        if right is None:
            return left
        if left.type.like(right.type) and self.maybe(0.2):
            return Default(left, right, kinds.merged(left.type, right.type))
        operator = self.chance.choice("+-*//")
        type_ = self.result(operator, left.type, right.type)
        return Arithmetic(operator, left, right, type_) if type_ and type_.fits() else left

    def group_measure(self, view, keys, each):
        reached = self.reach(Here(view)) if self.maybe(0.5) else None
        reached = reached if isinstance(reached, Reached) else None
        if reached is None and not (view.anchor and view.is_anchor_own):
            return None
        measures = [measure for measure in self.measures(reached.entity if reached else view.anchor)
                    if measure.over is not None or each is None]
        if not measures:
            return None
        found = self.measured(self.chance.choice(measures), reached,
                              self.level(keys) if self.maybe(0.15) else None)
        return self.earlier(found, view, each)

    def group_aggregate(self, view, keys, each):
        reached = self.reach(Here(view)) if self.maybe(0.4) else None
        if isinstance(reached, LinkedRows) and (view.anchor is None or reached.entity is None):
            return None
        inside = Here(reached.view if reached else view, depth=1)
        found = self.aggregate(reached, inside)
        if found is None or isinstance(reached, LinkedRows) and found.function in ("first", "last"):
            return None
        if each is not None and found.over is None:
            over = self.field(inside, lambda type_: type_.kind == "date")
            if over is None:
                return None
            found = dataclasses.replace(found, over=over)
        if self.maybe(0.15):
            found = dataclasses.replace(found, within=self.level(keys))
        return self.earlier(found, view, each)

    def earlier(self, call, view, each):
        """The figure, or that of an earlier period."""
        if call.reached is None and not (self.is_untouched and view.anchor):
            return call
        if each is None:
            return self.compared(call)
        is_whole = each.stretch is not None and each.stretch.form in LENGTHS
        if call.during is not None or not is_whole or each.type.of.word == "week":
            return call
        return self.compared(call, each.type.of)

    def level(self, keys):
        """Keys of a summarize behind `within`."""
        named = [Path((key.name,), key.type) for key in keys]
        return tuple(key for key in named if self.maybe(0.5))

    def group_window(self, view, keys, each):
        function = self.chance.choice(WINDOWS)
        within = self.level(keys) if self.maybe(0.6) else None
        if function == "rank":
            return Window(function, None, kinds.COUNT, within)
        value = self.group_aggregate(view, keys, each)
        if not isinstance(value, Aggregate) or value.within is not None:
            return None
        if function == "previous":
            return Window(function, value, value.type, within)
        if not value.type.is_numeric or not value.type.is_exact:
            return None
        return Window(function, value, self.window_type(function, value.type), within)
