"""Lines that change no value: those of law alone, and those whose meaning this version does not compute.

A line of law (who approved, which edition, what it covers) is kept with the program, since it is part of what is
signed. A line whose meaning would change values, and of which nothing is computed yet, is refused: a text must not be
read as if it were not there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from tarazy.dsl import syntax, syntax_columns
from tarazy.dsl.aliases import with_names
from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.expression_text import target_text
from tarazy.dsl.names.data import text_of_line
from tarazy.dsl.names.scope import code_of
from tarazy.dsl.process_fields import PROCESS_HEADS
from tarazy.dsl.spoken_words import keyword_of
from tarazy.dsl.value_text import field_value_text
from tarazy.grammar.keywords import vocabulary

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
    "barred_sources",
)
"""Lines that say what a declaration is in law, where nothing that is computed holds them."""

_COMPUTED_LATER = frozenset({"share_of_maximum", "disputed_members", "withheld_members"})
_IN_FORCE = frozenset({"in_force_from", "in_force_until"})
_WITH_DATES = frozenset({"methodology", "act", "calendar", "body", "unit_of_a_body"})
"""Kinds whose dates in force are read: of a methodology as those of its edition, of an act as part of the law, of a
calendar as the days that it speaks for, of a body as those of its membership."""

_SAID_ELSEWHERE = frozenset({"code", "names"})
"""Lines of declarations of the process that are a code, or texts."""

_FACTS: Mapping[str, tuple[str, ...]] = {
    "reorganisation": ("basis", "date", "form", "former_bodies", "new_bodies"),
    "variant": ("basis", "body", "leaves_out"),
    "release": ("basis", "needs", "largest_share"),
    "source": ("filed",),
    **{kind: tuple(key for key in form.fields if key not in _SAID_ELSEWHERE) for kind, form in PROCESS_HEADS.items()},
}
"""Lines of declarations that state a fact, which is signed whether or not a formula asks for it."""

_LATER: Mapping[str, frozenset[str]] = {
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
        findings.extend(finding("N169", one.span, name=keyword_of("type", "several")) for one in types)


def lines_of_law(declarations: Iterable[syntax.Declaration]) -> Mapping[tuple[str, str], Lines]:
    """Lines of law of each declaration that has some, by its kind and code; what they name goes by its code too.

    But for who settles what is open: that is told to people, and a draft is signed by nobody.
    """
    found: dict[tuple[str, str], Lines] = {}
    every = tuple(declarations)
    codes = {one.name.text: code_of(one) for one in every if one.name is not None and code_of(one) != one.name.text}
    for declaration in every:
        places = _places_of(declaration.role if declaration.role in PROCESS_HEADS else declaration.kind)
        written = [line for line in declaration.fields if line.keyword in places]
        written.sort(key=lambda line: places[line.keyword])
        named = (line if line.keyword == "settled_by" else with_names(line, codes) for line in written)
        lines = tuple((line.keyword, _text(line)) for line in named)
        if declaration.of is not None and (declaration.kind == "release" or declaration.kind in PROCESS_HEADS):
            lines += (("of", codes.get(declaration.of.text, declaration.of.text)),)
        if lines:
            found[declaration.role or declaration.kind, code_of(declaration)] = lines
    return found


@cache
def _places_of(kind: str) -> Mapping[str, int]:
    """The lines of law that a declaration of a kind can have, each with its place among them."""
    keywords = dict.fromkeys((*OF_LAW, *_FACTS.get(kind, ())))
    return {keyword: place for place, keyword in enumerate(keywords)}


def _text(line: syntax.Field) -> str:
    match line.value:
        case syntax.Day(value=day, illustrative=False):
            return day.isoformat()
        case syntax.Citations(items=items):
            return "; ".join(map(_cited, items))
        case _:
            found = text_of_line(line)
            return _printed(line) if found is None else found


def _printed(line: syntax.Field) -> str:
    """A line as it is printed in English, whatever the language of its words."""
    words = vocabulary("en")
    value = "" if line.value is None else field_value_text(line.value, words)
    rows = (f"{target_text(row.target, words)}: {field_value_text(row.value, words)}" for row in line.rows)
    return "; ".join(filter(None, (value, *rows)))


def _cited(item: syntax.Citation | syntax.Undetermined) -> str:
    if isinstance(item, syntax.Undetermined):
        return item.text
    act = "" if item.act is None else item.act.text
    return f"{act} {item.kind} {item.number}".strip()
