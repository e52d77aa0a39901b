"""Findings that the ranges of a binding cause: it is the binding that is refused, not the program.

A program is checked together with its bindings. An error is a binding's where it would not be there if the binding let
less through: if each of the columns in question held one number within its range, and always a value. It is put at the
line of the binding. A warning that would not be there if the binding let everything through, such as that a rule can
never act, is left out: what is agreed holds for other bindings too.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from attrs import evolve
from flint import fmpq

from tarazy.dsl import nodes, syntax
from tarazy.dsl.checking import infer
from tarazy.dsl.declarations import Column, Computed
from tarazy.dsl.diagnostics import Diagnostic, Label, Severity
from tarazy.dsl.graph import result_roots, value_roots
from tarazy.dsl.intervals import Interval, between
from tarazy.dsl.names import Resolved
from tarazy.dsl.source import Span
from tarazy.dsl.typing import Typed

_INSIDE = fmpq(377, 610)
"""How far into a range the number lies that stands for all of it: at no place where anything else is likely to be."""

_Bound = tuple[str, str]
"""A column whose range is stated by a binding: code of its list or source, and its name."""


def at_bindings(found: Sequence[Diagnostic], typed: Typed) -> list[Diagnostic]:
    """The findings, errors that a binding causes at the line of the binding that does, such warnings left out.

    Parameters
    ----------
    found
        What is reported of the program, findings of `typed` among it.
    typed
        The program as inferred with its bindings.
    """
    rows = _stated_rows(typed.resolved)
    own = {id(one) for one in typed.findings}
    errors = [one for one in found if id(one) in own and one.severity is Severity.ERROR]
    warnings = [one for one in found if id(one) in own and one.severity is Severity.WARNING]
    places = _places(typed.resolved, errors, rows) if rows and errors else {}
    idle = _of_narrow_ranges(typed.resolved, warnings, rows) if rows and warnings else set()
    return [_moved(one, places.get(_key(one))) for one in found if _key(one) not in idle]


def _places(
    resolved: Resolved, errors: Iterable[Diagnostic], rows: Mapping[_Bound, syntax.Row]
) -> Mapping[object, Span]:
    """Places of the rows of bindings that cause errors, by the key of the error."""
    kept = _keys(_inferred(resolved, rows, _with_one_value))
    caused = {_key(one): one for one in errors if _key(one) not in kept}
    places: dict[object, Span] = {}
    for bound in _candidates(resolved, caused.values(), rows):
        if len(places) == len(caused):
            break
        others = {one: row for one, row in rows.items() if one != bound}
        for key in _keys(_inferred(resolved, others, _with_one_value)) & caused.keys():
            places.setdefault(key, rows[bound].span)
    return places


def _of_narrow_ranges(
    resolved: Resolved, warnings: Iterable[Diagnostic], rows: Mapping[_Bound, syntax.Row]
) -> set[object]:
    """Keys of the warnings that would not be there if the bindings let everything through."""
    kept = _keys(_inferred(resolved, rows, _with_any_value))
    return {key for one in warnings if (key := _key(one)) not in kept}


def _moved(one: Diagnostic, place: Span | None) -> Diagnostic:
    if place is None or not isinstance(one.place, Span):
        return one
    return evolve(one, place=place, labels=(Label(one.place, "wanted"), *one.labels))


def _key(one: Diagnostic) -> object:
    return one.code, one.variant, one.place


def _keys(findings: Iterable[Diagnostic]) -> set[object]:
    return {_key(one) for one in findings}


# ---------------------------------------------------------------- columns whose ranges bindings state


def _stated_rows(resolved: Resolved) -> Mapping[_Bound, syntax.Row]:
    """Rows of bindings that say what values a column can have, by the column."""
    found: dict[_Bound, syntax.Row] = {}
    for code, binding in resolved.bindings.items():
        for name, row in binding.columns.items():
            value = row.value
            if isinstance(value, syntax.BoundColumn) and (value.range is not None or value.may_be_absent):
                found[code, name] = row
    return found


def _candidates(
    resolved: Resolved, caused: Iterable[Diagnostic], rows: Mapping[_Bound, syntax.Row]
) -> Iterable[_Bound]:
    """The columns among `rows` that what `caused` is about can depend on, in the order of the bindings."""
    about = {one.code for one in resolved.computed.values() if any(_stands_in(found, one.span) for found in caused)}
    used = _columns_used(resolved, about)
    return [one for one in rows if one in used]


def _stands_in(one: Diagnostic, around: Span) -> bool:
    place = one.place
    return isinstance(place, Span) and place.source is around.source and around.start <= place.start < around.end


def _columns_used(resolved: Resolved, codes: Collection[str]) -> set[_Bound]:
    """Columns that declarations use, themselves or by another declaration."""
    used: set[_Bound] = set()
    pending, seen = list(codes), set(codes)
    while pending:
        for node in _nodes(resolved.computed[pending.pop()]):
            match node:
                case nodes.Datum(source=owner, column=column) | nodes.Attribute(list=owner, column=column):
                    used.add((owner, column))
                case nodes.Result(declaration=code) if code not in seen and code in resolved.computed:
                    seen.add(code)
                    pending.append(code)
    return used


def _nodes(one: Computed) -> Iterable[nodes.AnyNode]:
    for root in (*value_roots(one), *result_roots(one), *(line.node for line in one.where)):
        yield from nodes.walk(root)


# ---------------------------------------------------------------- the same program under other bindings


def _inferred(
    resolved: Resolved, rows: Mapping[_Bound, syntax.Row], changed: Callable[[Column, syntax.BoundColumn], Column]
) -> Iterable[Diagnostic]:
    """What is found where each of the columns of `rows` is `changed`."""

    def columns(code: str, found: tuple[Column, ...]) -> tuple[Column, ...]:
        return tuple(
            changed(column, row.value)
            if (row := rows.get((code, column.name))) is not None and isinstance(row.value, syntax.BoundColumn)
            else column
            for column in found
        )

    lists = {code: evolve(one, columns=columns(code, one.columns)) for code, one in resolved.lists.items()}
    sources = {code: evolve(one, columns=columns(code, one.columns)) for code, one in resolved.sources.items()}
    return infer(evolve(resolved, lists=lists, sources=sources)).findings


def _with_one_value(column: Column, bound: syntax.BoundColumn) -> Column:
    """The column with one number within the range that its binding states, and always a value."""
    absent = column.may_be_absent and not bound.may_be_absent
    allowed = column.range if bound.range is None or column.range is None else _one_of(column.range)
    return evolve(column, range=allowed, may_be_absent=absent)


def _with_any_value(column: Column, bound: syntax.BoundColumn) -> Column:
    """The column without the range that its binding states, and not always with a value."""
    return evolve(column, range=column.range if bound.range is None else None, may_be_absent=True)


def _one_of(allowed: Interval) -> Interval:
    """An interval of one number within `allowed`."""
    low, high = allowed.low, allowed.high
    if low is not None and high is not None:
        inside = low + (high - low) * _INSIDE
    elif low is not None:
        inside = low + _INSIDE
    else:
        inside = -_INSIDE if high is None else high - _INSIDE
    return between(inside, inside)
