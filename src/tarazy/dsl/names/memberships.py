"""The lines `membership` and `as of` of a list."""

from __future__ import annotations

from collections.abc import Iterable

from tarazy.dsl import syntax
from tarazy.dsl.declarations import Column
from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.membership import AsOf, Membership
from tarazy.dsl.nearest import nearest
from tarazy.dsl.value_types import DateType


def membership_of(
    declaration: syntax.Declaration, columns: Iterable[Column], findings: list[Diagnostic]
) -> Membership | None:
    """Dated membership as declared; ``None`` where there is none, or after a finding."""
    line, chosen = declaration.field("membership"), declaration.field("as_of")
    if line is None or not isinstance(line.value, syntax.Names):
        if chosen is not None:
            findings.append(finding("N199", chosen.span, variant="alone"))
        return None
    names = [item for item in line.value.items if isinstance(item, syntax.Name)]
    if not 1 <= len(names) == len(line.value.items) <= 2:
        findings.append(finding("N199", line.value.span, variant="columns"))
        return None
    dates = {column.name: column for column in columns if isinstance(column.type, DateType)}
    wrong = [name for name in names if name.text not in dates]
    for name in wrong:
        near = nearest(name.text, dates)
        variant = "near" if near else "date"
        findings.append(finding("N199", name.span, variant=variant, name=name.text, nearest=near or ""))
    if chosen is None or not isinstance(chosen.value, syntax.Phrase):
        findings.append(finding("N199", line.span))
        return None
    if wrong:
        return None
    until = names[1].text if len(names) > 1 else None
    return Membership(names[0].text, until, AsOf[chosen.value.key.upper()], line.span)
