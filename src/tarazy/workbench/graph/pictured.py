"""What the drawings of dependencies share: the parts, the values put into them, and the words beside them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from attrs import evolve, field, frozen

from tarazy.dsl.dependencies import Dependencies, Dependency, Part, PartKind, dependencies
from tarazy.dsl.dependency_words import in_readers_language
from tarazy.dsl.names.labels import Labels
from tarazy.dsl.nodes import PERIOD, Facet, Result
from tarazy.dsl.periods import Period
from tarazy.dsl.program import Program
from tarazy.grammar.speech import reader_language, said
from tarazy.interpreter.cell_words import CellWords, cell_words
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
        Label of what is shown.
    dependencies
        The parts and their uses.
    methodology, version, program_hash
        What they are of.
    body, period
        Whose values are put in; both empty without values.
    values
        Values for people by the key of the part, of the parts that have one there.
    labels
        Labels in other languages.
    """

    title: str
    dependencies: Dependencies
    methodology: str
    version: str
    program_hash: str
    body: str = ""
    period: str = ""
    values: Mapping[str, str] = field(factory=dict)
    labels: Labels = field(factory=dict)

    @property
    def heading(self) -> str:
        """What is shown and of whom, in one line."""
        of = ", ".join(filter(None, (self.body, self.period)))
        return f"{self.title} {said('of {what}', what=of)}" if of else self.title


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
    labels = program.resolved.labels_in
    return Pictured(_title(program, found), found, methodology, version, program.hashes.program, labels=labels)


def _title(program: Program, found: Dependencies) -> str:
    """The label of what is shown: of the one value that was asked for, else of the methodology."""
    head = program.methodology
    if len(found.roots) == 1:
        root = found.parts[found.roots[0]]
        return root.label or root.key
    return "" if head is None else head.label or head.code


def spoken(shown: Pictured) -> Pictured:
    """The same as people read it: with labels in the reader's language where there are some."""
    found = in_readers_language(shown.dependencies, shown.labels)
    code = shown.dependencies.roots[0] if len(shown.dependencies.roots) == 1 else shown.methodology
    return evolve(shown, title=shown.labels.get(code, {}).get(reader_language(), shown.title), dependencies=found)


def with_values(
    shown: Pictured, result: RunResult, body: str | None, period: Period | None, language: str = "en"
) -> Pictured:
    """The same with the values of a body and a period put in, and with what weights came to.

    Values are written in `language`.

    A part with one value for each element keeps none.
    """
    program = result.program
    known = {axis for axis, entry in ((program.body_axis, body), (PERIOD, period)) if entry is not None}
    place = result.place(body, period, {})
    parts = {key: part for key, part in shown.dependencies.parts.items() if not part.each}
    words = cell_words(language)
    values = {key: _value(part, result, place, words) for key, part in parts.items() if _axes(part, program) <= known}
    uses = tuple(
        _with_effective_weight(use, result, place) if use.user in values else use for use in shown.dependencies.uses
    )
    return evolve(
        shown,
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
            return use if effective == use.weight else evolve(use, effective=effective)
    return use


def _axes(part: Part, program: Program) -> set[str]:
    return set(program.axes_of[part.key] if part.node is None else program.node_axes(part.node))


def _value(part: Part, result: RunResult, place: Place, words: CellWords) -> str:
    program = result.program
    try:
        if part.node is None:
            cell, facts = result.evaluation.result(part.key, place), program.declared[part.key].of(Facet.RESULT)
        else:
            cell, facts = result.evaluation.node(part.node, place), program.facts.of(part.node)
    except PlanError:
        return NOT_COMPUTED if words.words.language == "en" else said(NOT_COMPUTED)
    return words.shown(cell, facts.shape)


def named(part: Part) -> str:
    """The heading of a part: its label, else its key."""
    return part.label or part.key


def subtitle(part: Part) -> str:
    """What stands small below the heading: key and how it is made, or where it comes from."""
    match part.kind:
        case PartKind.COMPUTED:
            words = [part.key if part.label else "", part.combines]
        case PartKind.DATUM | PartKind.ATTRIBUTE:
            words = [part.key if part.label else "", said("of {origin}", origin=part.origin)]
        case PartKind.PARAMETER:
            words = [part.key if part.label else ""]
        case _:
            assert_never(part.kind)
    return ", ".join(filter(None, words))


def each_words(part: Part) -> str:
    """That a part has several values, in words; empty for one."""
    match part.kind:
        case PartKind.COMPUTED if part.each:
            return said("one for each of {lists}", lists=", ".join(part.each))
        case PartKind.DATUM if part.each:
            return said("by {lists}", lists=", ".join(part.each))
        case _:
            return ""
