"""What the drawings of dependencies share: the parts, the values put into them, and the words beside them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from attrs import evolve, field, frozen

from tarazy.dsl.dependencies import Dependencies, Dependency, Part, PartKind, dependencies
from tarazy.dsl.nodes import PERIOD, Facet, Result
from tarazy.dsl.periods import Period
from tarazy.dsl.program import Program
from tarazy.interpreter.formula_trace import weight_text
from tarazy.interpreter.meaning.places import Place
from tarazy.interpreter.meaning.plan_errors import PlanError
from tarazy.interpreter.run import RunResult

NOT_COMPUTED = "not computed"
"""Stands for a value that the data make impossible to compute."""


@frozen(eq=False)
class Pictured:
    """Dependencies as they are drawn.

    Parameters
    ----------
    title
        What is shown, in one line.
    dependencies
        The parts and their uses.
    methodology, version, program_hash
        What they are of.
    body, period
        Whose values are put in; both empty without values.
    values
        Values for people by the key of the part, of the parts that have one there.
    """

    title: str
    dependencies: Dependencies
    methodology: str
    version: str
    program_hash: str
    body: str = ""
    period: str = ""
    values: Mapping[str, str] = field(factory=dict)


def pictured(program: Program, name: str | None) -> Pictured:
    """What a declaration is made of, or the methodology's score where none is named.

    Raises
    ------
    KeyError
        There is no declaration of that name.
    """
    found = dependencies(program, () if name is None else (name,))
    head = program.methodology
    methodology, version = ("", "") if head is None else (head.code, head.version)
    title = (head.label or head.code) if head is not None else ""
    if len(found.roots) == 1:
        root = found.parts[found.roots[0]]
        title = root.label or root.key
    return Pictured(title, found, methodology, version, program.hashes.program)


def with_values(shown: Pictured, result: RunResult, body: str | None, period: Period | None) -> Pictured:
    """The same with the values of a body and a period put in, and with what weights came to.

    A part with one value for each element keeps none.
    """
    program = result.program
    known = {axis for axis, entry in ((program.body_axis, body), (PERIOD, period)) if entry is not None}
    place = result.place(body, period, {})
    parts = {key: part for key, part in shown.dependencies.parts.items() if not part.each}
    values = {key: _value(part, result, place) for key, part in parts.items() if _axes(part, program) <= known}
    of = ", ".join(filter(None, (body, "" if period is None else str(period))))
    uses = tuple(
        _with_effective_weight(use, result, place) if use.user in values else use for use in shown.dependencies.uses
    )
    return evolve(
        shown,
        title=f"{shown.title} of {of}" if of else shown.title,
        dependencies=evolve(shown.dependencies, uses=uses),
        body=body or "",
        period="" if period is None else str(period),
        values=values,
    )


def _with_effective_weight(use: Dependency, result: RunResult, place: Place) -> Dependency:
    """The use with what its weight came to, where members left out changed it: ``25 % → 1/3``."""
    aggregate = result.program.computed[use.user].aggregate if use.weight else None
    if aggregate is None or any(member.over is not None for member in aggregate.members):
        return use
    try:
        records = result.evaluation.members(aggregate, place)
    except PlanError:
        return use
    for member, record in zip(aggregate.members, records, strict=True):
        if isinstance(member.value, Result) and member.value.declaration == use.used:
            effective = "left out" if record.effective_weight is None else weight_text(record.effective_weight)
            return use if effective == use.weight else evolve(use, words=f"{use.words} → {effective}")
    return use


def _axes(part: Part, program: Program) -> set[str]:
    return set(program.axes_of[part.key] if part.node is None else program.node_axes(part.node))


def _value(part: Part, result: RunResult, place: Place) -> str:
    program = result.program
    try:
        if part.node is None:
            cell, facts = result.evaluation.result(part.key, place), program.declared[part.key].of(Facet.RESULT)
        else:
            cell, facts = result.evaluation.node(part.node, place), program.facts.of(part.node)
    except PlanError:
        return NOT_COMPUTED
    return result.words.shown(cell, facts.shape)


def named(part: Part) -> str:
    """The heading of a part: its label, else its key."""
    return part.label or part.key


def subtitle(part: Part) -> str:
    """What stands small below the heading: key and how it is made, or where it comes from."""
    match part.kind:
        case PartKind.COMPUTED:
            words = [part.key if part.label else "", part.combines]
        case PartKind.DATUM | PartKind.ATTRIBUTE:
            words = [part.key if part.label else "", f"of {part.origin}"]
        case PartKind.PARAMETER:
            words = [part.key if part.label else ""]
        case _:
            assert_never(part.kind)
    return ", ".join(filter(None, words))


def each_words(part: Part) -> str:
    """That a part has several values, in words; empty for one."""
    match part.kind:
        case PartKind.COMPUTED if part.each:
            return f"one for each of {', '.join(part.each)}"
        case PartKind.DATUM if part.each:
            return f"by {', '.join(part.each)}"
        case _:
            return ""
