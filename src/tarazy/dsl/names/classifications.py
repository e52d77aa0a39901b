"""Marks of secrecy and releases from them: what their words stand for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tarazy.dsl import syntax
from tarazy.dsl.diagnostics import Diagnostic, finding


def check_classification(declarations: Sequence[syntax.Declaration], computed: Iterable[str]) -> Iterator[Diagnostic]:
    """What is wrong with marks and releases (R860, R861)."""
    schemes = [one for one in declarations if one.kind == "classification"]
    marks = [name.text for one in schemes for name in _names(one.field("ordered"))]
    for one in schemes[1:]:
        yield finding("R860", one.span, variant="several")
    for one in declarations:
        for keyword in ("classified", "keeps", "not_above"):
            for name in _names(one.field(keyword)):
                if name.text not in marks:
                    variant = "" if schemes else "none"
                    yield finding("R860", name.span, variant=variant, name=name.text, known=", ".join(marks))
    known = frozenset(computed)
    for one in declarations:
        if one.kind != "release":
            continue
        if one.of is not None and one.of.text not in known:
            yield finding("R861", one.of.span, name=one.of.text)
        if one.field("basis") is None:
            yield finding("R861", one.span, variant="basis", name="" if one.name is None else one.name.text)


def _names(line: syntax.Field | None) -> tuple[syntax.Name, ...]:
    items = line.value.items if line is not None and isinstance(line.value, syntax.Names) else ()
    return tuple(item for item in items if isinstance(item, syntax.Name))
