"""Reorganisations: dated facts about the bodies that are evaluated."""

from __future__ import annotations

from collections.abc import Iterable

from tarazy.dsl import syntax
from tarazy.dsl.declarations import ListDeclaration
from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.names.scope import code_of
from tarazy.dsl.nearest import nearest
from tarazy.dsl.succession import Reorganisation, ReorganisationForm, Succession

_FORMS = {form.name.lower(): form for form in ReorganisationForm}
_MOST_FORMER = {ReorganisationForm.DIVISION: 1, ReorganisationForm.TRANSFORMATION: 1}
_LEAST_FORMER = {ReorganisationForm.MERGER: 2}
_MOST_NEW = {ReorganisationForm.MERGER: 1, ReorganisationForm.ACCESSION: 1, ReorganisationForm.TRANSFORMATION: 1}
_LEAST_NEW = {ReorganisationForm.DIVISION: 2}


def reorganisations_of(
    declarations: Iterable[syntax.Declaration], root: ListDeclaration | None, findings: list[Diagnostic]
) -> tuple[Reorganisation, ...]:
    """The reorganisations among `declarations`, the earliest first; `root` is the list of all bodies."""
    every = list(declarations)
    written = [one for one in every if one.kind == "reorganisation"]
    if written and root is None and any(one.kind == "methodology" for one in every):
        findings.append(finding("N191", written[0].span, variant="bodies"))
    found = (_reorganisation(one, root, findings) for one in written)
    return tuple(sorted((one for one in found if one is not None), key=lambda one: one.succession.day))


def _reorganisation(
    declaration: syntax.Declaration, root: ListDeclaration | None, findings: list[Diagnostic]
) -> Reorganisation | None:
    day, form = declaration.field("date"), declaration.field("form")
    if day is None or not isinstance(day.value, syntax.Day):
        return None
    if form is None or not isinstance(form.value, syntax.Phrase):
        return None
    former = _bodies(declaration.field("former_bodies"), root, findings)
    new = _bodies(declaration.field("new_bodies"), root, findings)
    kind = _FORMS[form.value.key]
    fits = _LEAST_FORMER.get(kind, 1) <= len(former) <= _MOST_FORMER.get(kind, len(former)) and _LEAST_NEW.get(
        kind, 1
    ) <= len(new) <= _MOST_NEW.get(kind, len(new))
    if not fits:
        findings.append(finding("N191", form.span, form=form.span.text, former=str(len(former)), new=str(len(new))))
        return None
    succession = Succession(day.value.value, former, new)
    taken_over_by = _successors(declaration.field("taken_over_by"), new, findings)
    place = declaration.name_span or declaration.span
    return Reorganisation(code_of(declaration), declaration.label, kind, succession, place, taken_over_by)


def _successors(line: syntax.Field | None, new: tuple[str, ...], findings: list[Diagnostic]) -> tuple[str, ...]:
    """Those of the new bodies that take over the former ones."""
    items = line.value.items if line is not None and isinstance(line.value, syntax.Names) else ()
    strangers = (item.span for item in items if item.span.text not in new)
    findings.extend(finding("N191", place, variant="successor", name=place.text) for place in strangers)
    return tuple(item.span.text for item in items if item.span.text in new)


def _bodies(line: syntax.Field | None, root: ListDeclaration | None, findings: list[Diagnostic]) -> tuple[str, ...]:
    items = line.value.items if line is not None and isinstance(line.value, syntax.Names) else ()
    known = () if root is None or root.files else tuple(code for code, _ in root.rows)
    found = []
    for item in items:
        code = item.span.text
        found.append(code)
        if known and code not in known:
            near = nearest(code, known)
            variant = "near" if near else "unknown"
            list_code = "" if root is None else root.code
            findings.append(finding("N191", item.span, variant=variant, name=code, list=list_code, nearest=near or ""))
    return tuple(found)
