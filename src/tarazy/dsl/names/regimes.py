"""The regimes of reorganised bodies as declared, and whether each source says how figures are then taken together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations

from tarazy.dsl import syntax
from tarazy.dsl.declarations import SourceDeclaration
from tarazy.dsl.diagnostics import Diagnostic, Label, finding
from tarazy.dsl.names.data import basis_of, text_of
from tarazy.dsl.names.scope import code_of
from tarazy.dsl.regimes import DayChosen, Regime, Regimes, day_in
from tarazy.dsl.spoken_words import day_of_each_year
from tarazy.dsl.succession import Reorganisation, ReorganisationForm
from tarazy.dsl.syntax_dates import DayOfYear
from tarazy.dsl.value_types import NumberType

_YEAR = 2024
"""Any leap year, in which days of a year are compared."""


def regimes_of(
    declarations: Iterable[syntax.Declaration],
    reorganisations: tuple[Reorganisation, ...],
    findings: list[Diagnostic],
) -> Regimes:
    """The regimes among `declarations`; days that do not fit, and a division that names no successor, are reported."""
    declared = tuple(
        one for written in declarations if written.kind == "regime" and (one := _regime(written)) is not None
    )
    backwards = (one for one in declared if day_in(one.until, _YEAR) < day_in(one.since, _YEAR))
    findings.extend(finding("R877", one.span, name=one.code) for one in backwards)
    for first, second in combinations(declared, 2):
        begins = max(day_in(first.since, _YEAR), day_in(second.since, _YEAR))
        if begins <= min(day_in(first.until, _YEAR), day_in(second.until, _YEAR)):
            labels = (Label(first.span, "declared"),)
            words = {"name": second.code, "other": first.code, "day": day_of_each_year(begins)}
            findings.append(finding("R877", second.span, variant="both", labels=labels, **words))
    if any(one.is_within for one in declared):
        findings.extend(finding("R878", one.span, name=one.code) for one in reorganisations if _is_open(one))
    return Regimes(declared, reorganisations)


def _is_open(one: Reorganisation) -> bool:
    if one.form is ReorganisationForm.TRANSFER_OF_FUNCTIONS:
        return False
    return len(one.taken_over_by or one.succession.new) != 1


def _regime(written: syntax.Declaration) -> Regime | None:
    since, until = _day(written, "reorganised_from"), _day(written, "reorganised_until")
    if since is None or until is None:
        return None
    is_within = text_of(written, "former_body") == "assessed_within_the_successor"
    place = written.name_span or written.span
    return Regime(code_of(written), written.label, since, until, is_within, basis_of(written), place)


def _day(written: syntax.Declaration, keyword: str) -> DayChosen | None:
    line = written.field(keyword)
    match None if line is None else line.value:
        case DayOfYear() as chosen:
            return chosen
        case syntax.Day(value=date() as day):
            return day
        case _:
            return None


def check_merging(
    sources: Iterable[SourceDeclaration], body_axis: str | None, regimes: Regimes
) -> Iterator[Diagnostic]:
    """Sources of figures that do not say how a former body's are taken together with its successor's (R879)."""
    if not regimes.merge or body_axis is None:
        return
    for source in sources:
        is_of_bodies = source.has_period and any(part.axis == body_axis for part in source.key)
        figures = [column for column in source.columns if isinstance(column.type, NumberType)]
        if is_of_bodies and figures and source.merging is None:
            yield finding("R879", source.span, name=source.code, column=figures[0].name)
