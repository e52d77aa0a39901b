"""Lines that change no value: those of law alone, and those whose meaning this version does not compute.

A line of law (who approved, which edition, what it covers) is kept with the program, since it is part of what is
signed. A line whose meaning would change values, and of which nothing is computed yet, is refused: a text must not be
read as if it were not there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tarazy.dsl import syntax, syntax_columns
from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.names.data import text_of
from tarazy.dsl.names.scope import code_of

OF_LAW = (
    "kind",
    "edition",
    "settled_by",
    "approved_by",
    "agreed_with",
    "covers",
    "in_force_from",
    "in_force_until",
    "stage",
    "filled_by",
    "ordered",
    "classified",
    "keeps",
    "held_by",
    "by",
    "supported_by",
)
"""Lines that say what a declaration is in law, where nothing that is computed holds them."""

_COMPUTED_LATER = frozenset({"share_of_maximum", "disputed_members", "withheld_members"})
_IN_FORCE = frozenset({"in_force_from", "in_force_until"})
_WITH_DATES = frozenset({"methodology", "act", "calendar"})
"""Kinds whose dates in force are read: of a methodology as those of its edition, of an act as part of the law, of a
calendar as the days that it speaks for."""

_FACTS: Mapping[str, tuple[str, ...]] = {
    "reorganisation": ("basis", "date", "form", "former_bodies", "new_bodies"),
    "variant": ("basis", "body", "leaves_out"),
}
"""Lines of declarations that state a fact, which is signed whether or not a formula asks for it."""

_LATER: Mapping[str, frozenset[str]] = {
    "list": frozenset({"names"}),
    "rank": frozenset({"otherwise"}),
    "parameter": frozenset({"unit"}),
}
"""Further lines by the kind of declaration in which they are not computed yet."""

Lines = tuple[tuple[str, str], ...]
"""Keywords of lines and their values."""


def lines_of_later_versions(kind: str) -> frozenset[str]:
    """Keywords of lines that a declaration of `kind` can be written with and that are refused (N169)."""
    later = _COMPUTED_LATER | _LATER.get(kind, frozenset())
    return later if kind in _WITH_DATES else later | _IN_FORCE


def report_uncomputed(declarations: Iterable[syntax.Declaration], findings: list[Diagnostic]) -> None:
    """Report lines, and columns of several words a cell, whose meaning is not computed (N169)."""
    for declaration in declarations:
        later = lines_of_later_versions(declaration.kind)
        lines = (line for line in declaration.fields if line.keyword in later)
        findings.extend(finding("N169", line.keyword_span, name=line.keyword_span.text) for line in lines)
        rows = (row for line in declaration.fields for row in line.rows)
        types = (row.value for row in rows if isinstance(row.value, syntax_columns.ColumnType) and row.value.several)
        findings.extend(finding("N169", one.span, name="several") for one in types)


def lines_of_law(declarations: Iterable[syntax.Declaration]) -> Mapping[tuple[str, str], Lines]:
    """Lines of law of each declaration that has some, by its kind and code."""
    found: dict[tuple[str, str], Lines] = {}
    for declaration in declarations:
        keywords = (*OF_LAW, *_FACTS.get(declaration.kind, ()))
        lines = tuple((keyword, _text(declaration, keyword)) for keyword in keywords if declaration.field(keyword))
        if declaration.kind == "release" and declaration.of is not None:
            lines += (("of", declaration.of.text),)
        if lines:
            found[declaration.role or declaration.kind, code_of(declaration)] = lines
    return found


def _text(declaration: syntax.Declaration, keyword: str) -> str:
    line = declaration.field(keyword)
    if line is not None and isinstance(line.value, syntax.Day):
        return line.value.value.isoformat()
    if line is not None and isinstance(line.value, syntax.Citations):
        return "; ".join(_cited(item) for item in line.value.items)
    return text_of(declaration, keyword) or ""


def _cited(item: syntax.Citation | syntax.Undetermined) -> str:
    if isinstance(item, syntax.Undetermined):
        return item.text
    act = "" if item.act is None else item.act.text
    return f"{act} {item.kind} {item.number}".strip()
