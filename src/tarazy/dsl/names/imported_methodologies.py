"""Methodologies that another one imports, to join their results: what they must have in common with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from tarazy.dsl import syntax
from tarazy.dsl.diagnostics import Diagnostic, Label, finding
from tarazy.dsl.names.data import text_of
from tarazy.dsl.names.modules import is_file_of


def check_imported(
    methodology: syntax.Declaration | None,
    heads: Iterable[syntax.Declaration],
    declarations: Iterable[syntax.Declaration],
) -> Iterator[Diagnostic]:
    """Findings about imported methodologies that evaluate other bodies, by other periods, or on other days (M607)."""
    others = [head for head in heads if head is not methodology]
    if methodology is None or not others:
        return
    imports = [one for one in declarations if one.kind == "module" and one.name is not None]
    for head in others:
        place = (
            next((one.name_span for one in imports if one.name and is_file_of(one.name, head.span.source.name)), None)
            or head.span
        )
        for variant, own, other in _differences(methodology, head):
            label = Label(head.span, "is", {"what": "the imported methodology"})
            yield finding("M607", place, variant=variant, labels=(label,), name=place.text, own=own, other=other)


def _differences(own: syntax.Declaration, other: syntax.Declaration) -> Iterator[tuple[str, str, str]]:
    """In what two heads differ that would make their values unlike: the variant of the message, and both values."""
    bodies = [_bodies(head) for head in (own, other)]
    if bodies[0] != bodies[1]:
        yield "evaluates", bodies[0], bodies[1]
    if (text_of(own, "period") or "year") != (text_of(other, "period") or "year"):
        yield "period", _written(own, "period"), _written(other, "period")
    first, last = (_day(own, keyword) for keyword in ("in_force_from", "in_force_until"))
    begins, ends = (_day(other, keyword) for keyword in ("in_force_from", "in_force_until"))
    if first is not None and begins is not None and begins > first:
        yield "from", _written(own, "in_force_from"), _written(other, "in_force_from")
    if ends is not None and (last is None or ends < last):
        yield "until", _written(own, "in_force_until"), _written(other, "in_force_until")


def _bodies(head: syntax.Declaration) -> str:
    line = head.field("evaluates")
    return line.value.items[0].span.text if line is not None and isinstance(line.value, syntax.Names) else ""


def _written(head: syntax.Declaration, keyword: str) -> str:
    """The value of a line as it stands in the text; empty where the line is left out."""
    line = head.field(keyword)
    value = None if line is None else line.value
    return "" if value is None else value.span.text


def _day(head: syntax.Declaration, keyword: str) -> date | None:
    line = head.field(keyword)
    return line.value.value if line is not None and isinstance(line.value, syntax.Day) else None
