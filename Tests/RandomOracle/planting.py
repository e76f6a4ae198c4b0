"""Mistakes planted into the SQL, which the comparison must notice: else it compares nothing."""

import contextlib
import dataclasses
from unittest import mock

import expressions
import scopes
import stages


def fan_out():
    """A row that several rows of a group lead to counts several times."""
    def sql(question, model, database, usual=stages.Question.sql):
        return usual(question, model, database).replace("select distinct r.b", "select r.b")
    return mock.patch.object(stages.Question, "sql", sql)


def within_the_group():
    """`within` does not widen an aggregate of a summarize."""
    def aggregate(scope, call, usual=scopes.GroupScope.aggregate):
        if call.within is not None:
            call = dataclasses.replace(call, within=tuple(
                expressions.Path((key.name,), key.type) for key in scope.keys))
        return usual(scope, call)
    return mock.patch.object(scopes.GroupScope, "aggregate", aggregate)


def lost_group():
    """Sums leave out what has no key."""
    def compute(scope, call, level, usual=scopes.GroupScope.compute):
        sql = usual(scope, call, level)
        return sql.replace("is not distinct from g.", "= g.") if call.function == "sum" else sql
    return mock.patch.object(scopes.GroupScope, "compute", compute)


def unknown():
    """A comparison with missing is neither true nor false, as in SQL."""
    def sql(compared, scope, usual=expressions.Compared.sql):
        return usual(compared, scope).replace("is distinct from", "<>")
    return mock.patch.object(expressions.Compared, "sql", sql)


PLANTS = {plant.__name__: plant for plant in (fan_out, within_the_group, lost_group, unknown)}


def planted(name):
    return PLANTS[name]() if name else contextlib.nullcontext()
