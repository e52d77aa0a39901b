"""Contradictions of an act that are known: named, shown with every check, and never switched off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tarazy.dsl import syntax
from tarazy.dsl.declarations import ListDeclaration
from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.names.data import basis_of, text_of
from tarazy.dsl.names.scope import code_of
from tarazy.dsl.process import Conflict

_SUBJECT_PARTS = 2


def conflicts_of(
    declarations: Iterable[syntax.Declaration],
    computed: Mapping[str, str],
    root: ListDeclaration | None,
    findings: list[Diagnostic],
) -> tuple[Conflict, ...]:
    """The known conflicts among `declarations`; each is told with every check (R890, R891)."""
    known = () if root is None or root.files else tuple(code for code, _ in root.rows)
    found = []
    for one in declarations:
        if one.kind != "known_conflict" or one.name is None:
            continue
        line = one.field("subject")
        items = line.value.items if line is not None and isinstance(line.value, syntax.Names) else ()
        place = one.name_span or one.span
        if len(items) != _SUBJECT_PARTS:
            findings.append(finding("R891", place if line is None else line.span, name=one.name.text))
            continue
        of, body = (item.span.text for item in items)
        if of not in computed:
            findings.append(finding("R891", items[0].span, variant="nothing", name=of))
            continue
        if known and body not in known:
            findings.append(finding("R891", items[1].span, variant="body", name=body))
            continue
        if one.field("settled_by") is None:
            findings.append(finding("R891", place, variant="settled", name=one.name.text))
        if one.field("until_settled") is None:
            findings.append(finding("R891", place, variant="until", name=one.name.text))
        answers = {"assessed": True, "not_assessed": False}
        reason, settled_by = text_of(one, "reason") or "", text_of(one, "settled_by") or ""
        until = answers.get(text_of(one, "until_settled") or "")
        about = (computed[of], body, reason, settled_by, until)
        found.append(Conflict(code_of(one), one.label, *about, place, basis_of(one)))
        name = one.name.text
        findings.append(finding("R890", place, name=name, of=of, body=body, reason=reason, by=settled_by))
    return tuple(found)
