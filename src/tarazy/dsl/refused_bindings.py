"""Findings that the ranges of a binding cause: it is the binding that is refused, not the program.

A program is checked together with its bindings. An error is a binding's where it would not be there if the binding let
less through: if each of the columns in question held one number within its range, and always a value. It is put at the
line of the binding. A warning that would not be there if the binding let everything through, such as that a rule can
never act, is left out: what is agreed holds for other bindings too, and for one that is still to be written.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from attrs import evolve
from flint import fmpq

from tarazy.dsl import nodes, syntax_columns
from tarazy.dsl.checking import infer
from tarazy.dsl.declarations import Column, Computed, ListDeclaration, SourceDeclaration
from tarazy.dsl.diagnostics import Diagnostic, Label, Severity
from tarazy.dsl.graph import result_roots, value_roots
from tarazy.dsl.intervals import Interval, between
from tarazy.dsl.names import Resolved
from tarazy.dsl.node_parts import walk
from tarazy.dsl.register_declaration import RegisterDeclaration
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
    own = {id(one) for one in typed.findings}
    errors = [one for one in found if id(one) in own and one.severity is Severity.ERROR]
    warnings = [one for one in found if id(one) in own and one.severity is Severity.WARNING]
    places = _places(typed.resolved, errors) if errors else {}
    idle = _of_narrow_ranges(typed.resolved, warnings) if warnings else set()
    return [_moved(one, places.get(_key(one))) for one in found if _key(one) not in idle]


def _places(resolved: Resolved, errors: Iterable[Diagnostic]) -> Mapping[object, Span]:
    """Places of the rows of bindings that cause errors, by the key of the error."""
    stated = _stated(resolved)
    kept = _keys(_inferred(resolved, stated, _with_one_value)) if stated else set(map(_key, errors))
    caused = {_key(one): one for one in errors if _key(one) not in kept}
    places: dict[object, Span] = {}
    for column in _candidates(resolved, caused.values(), stated):
        if len(places) == len(caused):
            break
        others = {one: said for one, said in stated.items() if one != column}
        for key in _keys(_inferred(resolved, others, _with_one_value)) & caused.keys():
            places.setdefault(key, stated[column].span)
    return places


def _of_narrow_ranges(resolved: Resolved, warnings: Iterable[Diagnostic]) -> set[object]:
    """Keys of the warnings that would not be there if the bindings let everything through."""
    columns = _left_to_bindings(resolved)
    kept = _keys(_inferred(resolved, columns, _with_any_value)) if columns else set(map(_key, warnings))
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


def _stated(resolved: Resolved) -> Mapping[_Bound, syntax_columns.BoundColumn]:
    """What bindings say of the values that a column can have, by the column."""
    return {
        (code, name): bound
        for code, binding in resolved.bindings.items()
        for name, bound in binding.columns.items()
        if bound.range is not None or bound.may_be_absent
    }


def _left_to_bindings(resolved: Resolved) -> Mapping[_Bound, syntax_columns.BoundColumn]:
    """Columns of lists and sources that have a binding, or no file and so are to have one; what it says of each."""
    found: dict[_Bound, syntax_columns.BoundColumn] = {}
    owners: tuple[ListDeclaration | SourceDeclaration | RegisterDeclaration, ...] = (
        *resolved.lists.values(),
        *resolved.sources.values(),
        *resolved.registers.values(),
    )
    for one in owners:
        binding = resolved.bindings.get(one.code)
        is_whole = isinstance(one, ListDeclaration) and (one.rows or one.of is not None)
        if binding is None and (one.files or is_whole):
            continue
        said = {} if binding is None else binding.columns
        for column in one.columns:
            found[one.code, column.name] = said.get(column.name) or syntax_columns.BoundColumn(span=column.span)
    return found


def _candidates(
    resolved: Resolved, caused: Iterable[Diagnostic], stated: Mapping[_Bound, syntax_columns.BoundColumn]
) -> Iterable[_Bound]:
    """The columns among `stated` that what `caused` is about can depend on, in the order of the bindings."""
    about = {one.code for one in resolved.computed.values() if any(_stands_in(found, one.span) for found in caused)}
    used = _columns_used(resolved, about)
    return [one for one in stated if one in used]


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
                case nodes.RowColumn(register=owner, column=column):
                    used.add((owner, column))
                case nodes.Result(declaration=code) if code not in seen and code in resolved.computed:
                    seen.add(code)
                    pending.append(code)
    return used


def _nodes(one: Computed) -> Iterable[nodes.AnyNode]:
    for root in (*value_roots(one), *result_roots(one), *(line.node for line in one.where)):
        yield from walk(root)


# ---------------------------------------------------------------- the same program under other bindings


def _inferred(
    resolved: Resolved,
    said: Mapping[_Bound, syntax_columns.BoundColumn],
    changed: Callable[[Column, syntax_columns.BoundColumn], Column],
) -> Iterable[Diagnostic]:
    """What is found where each of the columns of `said` is `changed`."""

    def columns(code: str, found: tuple[Column, ...]) -> tuple[Column, ...]:
        return tuple(
            column if (bound := said.get((code, column.name))) is None else changed(column, bound) for column in found
        )

    lists = {code: evolve(one, columns=columns(code, one.columns)) for code, one in resolved.lists.items()}
    sources = {code: evolve(one, columns=columns(code, one.columns)) for code, one in resolved.sources.items()}
    registers = {code: evolve(one, columns=columns(code, one.columns)) for code, one in resolved.registers.items()}
    return infer(evolve(resolved, lists=lists, sources=sources, registers=registers)).findings


def _with_one_value(column: Column, bound: syntax_columns.BoundColumn) -> Column:
    """The column with one number within the range that its binding states, and always a value."""
    absent = column.may_be_absent and not bound.may_be_absent
    allowed = column.range if bound.range is None or column.range is None else _one_of(column.range)
    return evolve(column, range=allowed, may_be_absent=absent)


def _with_any_value(column: Column, bound: syntax_columns.BoundColumn) -> Column:
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
