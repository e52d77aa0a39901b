"""Lines whose number or day no act gives, where it is no part of a formula: coverage, days and terms of deadlines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import field, frozen

from tarazy.dsl import syntax
from tarazy.dsl.names.scope import code_of
from tarazy.dsl.source import Span
from tarazy.dsl.syntax_dates import DayOfYear

_TERMS = frozenset({"within", "largest_share"})
"""Lines with an outcome that stands in no formula."""


@frozen(eq=False)
class IllustrativeLine:
    """Keyword of a line, code of its declaration, and the place of the number or the day."""

    keyword: str
    code: str
    span: Span = field(repr=False)


def illustrative_lines(declarations: Iterable[syntax.Declaration]) -> Iterator[IllustrativeLine]:
    """Lines marked ``illustrative`` that give ``needs``, a last day or another day, ``within`` or ``largest share``."""
    for one in declarations:
        for line in one.fields:
            place = illustrative_place(line)
            if place is not None:
                yield IllustrativeLine(line.keyword, code_of(one) or f"every {one.role}", place)


def illustrative_place(line: syntax.Field) -> Span | None:
    """The place of the number or the day on a line, where it is marked and stands in no formula."""
    match line.value:
        case syntax.Requirement(illustrative=True, amount_span=place):
            return place
        case syntax.Day(illustrative=True, span=place) | DayOfYear(illustrative=True, span=place):
            return place
        case syntax.Outcome(illustrative=True, value=value) if line.keyword in _TERMS:
            return value.span
        case _:
            return None
