"""What a publication shows of a run: each value, or why it is not shown.

A released statistic is withheld where it is made of too few members, or where one of them is too much of it. Where
nothing may be computed back, a statistic of values that are shown all but one is withheld too, since the last one would
follow from it (secondary suppression).

Source: Hundepool et al., Handbook on Statistical Disclosure Control, 2nd edition (2024), sections 4.2 and 4.3.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from itertools import product

from attrs import evolve, field, frozen
from flint import fmpq

from tarazy.dsl.graph import all_roots
from tarazy.dsl.node_parts import walk
from tarazy.dsl.nodes import PERIOD, Aggregate, AggregateKind, Result
from tarazy.dsl.over import OverList
from tarazy.dsl.periods import Period
from tarazy.dsl.publications import Publication, Release, Shown, Whom
from tarazy.grammar.speech import said_in
from tarazy.interpreter.cell_words import CellWords
from tarazy.interpreter.cells import Missing, is_number, order, plain
from tarazy.interpreter.exact import Number, mul, total
from tarazy.interpreter.meaning.members import MemberRecord, Part
from tarazy.interpreter.meaning.places import Entry, Place
from tarazy.interpreter.meaning.plan_errors import PlanError
from tarazy.interpreter.run import RunResult
from tarazy.interpreter.trace import Kind, Trace, TraceNode

_ADDING = frozenset({AggregateKind.SUM, AggregateKind.MEAN, AggregateKind.WEIGHTED_MEAN})
"""Statistics from which, and from all members but one, the last member follows."""


class Withheld(Enum):
    """Why a value is not shown; the value is the English text of the reason."""

    MARK = "its mark is above that of the publication"
    FEW = "made of too few members"
    DOMINANT = "one member is too much of it"
    DERIVABLE = "the one member that is not shown would follow from it"


@frozen
class PublishedValue:
    """One value of a publication.

    Parameters
    ----------
    name
        Code of the declaration.
    body, body_name
        Whose it is; empty for a value that is of no body.
    value, state
        As shown; the value is empty where there is none, or it is withheld.
    withheld
        Why it is not shown; ``None`` where it is.
    """

    name: str
    body: str
    body_name: str
    period: str
    element: str
    value: str
    state: str
    withheld: Withheld | None
    place: Place = field(repr=False, eq=False)


def published_values(
    result: RunResult, publication: Publication, words: CellWords, language: str | None = None
) -> tuple[PublishedValue, ...]:
    """Every value that a publication shows, in the order of its lines, withheld ones in their places.

    Parameters
    ----------
    language
        Language in which bodies are named, where the methodology has their names in it.
    """
    found = [one for shown in publication.shows for one in _of_line(result, publication, shown, words, language)]
    if not publication.not_derivable:
        return tuple(found)
    seen = {(one.name, one.place) for one in found if one.withheld is None}
    return tuple(
        evolve(one, value="", withheld=Withheld.DERIVABLE)
        if one.withheld is None and _tells(result, one, seen)
        else one
        for one in found
    )


def _of_line(
    result: RunResult, publication: Publication, shown: Shown, words: CellWords, language: str | None
) -> Iterator[PublishedValue]:
    program = result.program
    secrecy, shape = program.secrecy, program.declared[shown.code].result.shape
    limit = secrecy.marks.index(publication.not_above) if publication.not_above in secrecy.marks else 0
    bodies_named = program.resolved.process.bodies
    for body, period, elements, place in _places(result, shown):
        withheld = Withheld.MARK if secrecy.of(shown.code) > limit else withheld_by_release(result, shown.code, place)
        try:
            cell = result.evaluation.result(shown.code, place)
        except PlanError:
            continue
        value = "" if withheld is not None or isinstance(cell, Missing) else words.shown(cell, shape)
        name = bodies_named.name_of(program.body_axis or "", body, period, language) if body else ""
        when = "" if period is None else str(period)
        yield PublishedValue(
            shown.code, body, name, when, "/".join(elements), value, words.state(cell), withheld, place
        )


def _places(result: RunResult, shown: Shown) -> Iterator[tuple[str, Period | None, tuple[str, ...], Place]]:
    """Whose values a line shows: body, period, elements and place."""
    program, declared = result.program, result.program.computed[shown.code]
    axes = program.axes_of[shown.code]
    for period in result.periods if PERIOD in axes else (None,):
        evaluated: Sequence[str] = result.bodies(period) if program.body_axis in axes else ("",)
        if shown.whom is Whom.LIST and program.body_axis in axes:
            members = result.elements(shown.list, period)
            evaluated = [body for body in evaluated if body in members]
        lists = [result.elements(family.list, period) for family in declared.families]
        for body in evaluated:
            for elements in product(*lists):
                along = {family.axis: code for family, code in zip(declared.families, elements, strict=True)}
                yield body, period, elements, result.place(body or None, period, along)


# ---------------------------------------------------------------- releases


def withheld_by_release(result: RunResult, code: str, place: Place) -> Withheld | None:
    """Why the release of a declaration does not let its value at a place be shown; ``None`` where it does."""
    release = result.program.resolved.process.releases.get(code)
    if release is None:
        return None
    for root in all_roots(result.program.computed[code]):
        for node in walk(root):
            if isinstance(node, Aggregate) and any(member.over is not None for member in node.members):
                found = _refused(release, node, result.evaluation.members(node, place))
                if found is not None:
                    return found
    return None


def _refused(release: Release, node: Aggregate, records: Sequence[MemberRecord]) -> Withheld | None:
    taking = [one for one in records if one.part is Part.TAKES_PART]
    if release.needs is not None and len(taking) < release.needs:
        return Withheld.FEW
    sizes = [size for one in taking if (size := _size(node, one)) is not None]
    if release.largest_share is None or not sizes:
        return None
    most = mul(total(sizes), release.largest_share)
    return Withheld.DOMINANT if any(order(size, most) > 0 for size in sizes) else None


def _size(node: Aggregate, record: MemberRecord) -> Number | None:
    """How much a member is of the whole, whatever its sign; a row that is counted is 1."""
    if node.members[0].value is None:
        return fmpq(1)
    if isinstance(record.cell, Missing):
        return None
    value = plain(record.cell)
    if not is_number(value):
        return None
    weighted = value if record.weight is None else mul(value, record.weight)
    return weighted if order(weighted, fmpq(0)) >= 0 else mul(weighted, fmpq(-1))


def refused_nodes(result: RunResult, trace: Trace, period: Period | None, language: str) -> Mapping[str, str]:
    """Keys of the nodes of a trace of `period` that their releases do not let be shown, each with the reason."""
    if not result.program.resolved.process.releases:
        return {}
    families = result.program.computed[trace.name].families
    along: dict[str, Entry] = {one.axis: code for one, code in zip(families, trace.elements, strict=True)}
    if result.program.body_axis is not None:
        along[result.program.body_axis] = trace.body or None
    along[PERIOD] = period
    found: dict[str, str] = {}
    pending = [trace.root]
    while pending:
        node = pending.pop()
        pending.extend(part for part in node.operands if isinstance(part, TraceNode))
        if node.kind is Kind.DECLARATION:
            here = {**along, **dict(node.elements)}
            reason = withheld_by_release(result, node.name, tuple(here.get(axis) for axis in result.program.axes))
            if reason is not None:
                found[node.key] = said_in(language, reason.value)
    return found


# ---------------------------------------------------------------- what would follow


def _tells(result: RunResult, one: PublishedValue, seen: set[tuple[str, Place]]) -> bool:
    """Whether all members of a statistic but one are shown, so that the last one follows."""
    node = result.program.computed[one.name].value
    if not isinstance(node, Aggregate) or node.kind not in _ADDING or len(node.members) != 1:
        return False
    (member,) = node.members
    if not isinstance(member.over, OverList) or not isinstance(member.value, Result):
        return False
    code = member.value.declaration
    records = [record for record in result.evaluation.members(node, one.place) if record.part is Part.TAKES_PART]
    hidden = [record for record in records if (code, _own(result, code, record.place)) not in seen]
    return len(hidden) == 1 and any(name == code for name, _ in seen)


def _own(result: RunResult, code: str, place: Place) -> Place:
    """The place along the axes of a declaration alone."""
    axes = result.program.axes_of[code]
    return tuple(entry if axis in axes else None for axis, entry in zip(result.program.axes, place, strict=True))
