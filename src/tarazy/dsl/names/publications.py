"""Publications and releases as declared: what their names stand for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from attrs import frozen
from flint import fmpq

from tarazy.dsl import syntax
from tarazy.dsl.declarations import ListDeclaration
from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.names.data import text_of
from tarazy.dsl.names.schedules import deadlines_named
from tarazy.dsl.names.scope import code_of
from tarazy.dsl.nearest import nearest
from tarazy.dsl.publications import Publication, Release, Shown, Whom


@frozen(eq=False)
class Known:
    """What the names on the lines of a publication can stand for: codes by names, lists, the element that is a body."""

    computed: Mapping[str, str]
    lists: Mapping[str, ListDeclaration]
    deadlines: Mapping[str, str]
    body: str | None


def publications_of(
    declarations: Iterable[syntax.Declaration], known: Known, findings: list[Diagnostic]
) -> tuple[Publication, ...]:
    """The publications among `declarations` (R865)."""
    return tuple(
        _publication(one, known, findings) for one in declarations if one.kind == "publication" and one.name is not None
    )


def _publication(one: syntax.Declaration, known: Known, findings: list[Diagnostic]) -> Publication:
    answers = {"yes": True, "no": False}
    languages = one.field("languages")
    items = languages.value.items if languages is not None and isinstance(languages.value, syntax.Names) else ()
    return Publication(
        code=code_of(one),
        label=one.label,
        place=text_of(one, "place") or "",
        not_above=text_of(one, "not_above") or "",
        shows=tuple(_shown(one, known, findings)),
        withheld=text_of(one, "withheld_from_publication") or "",
        not_derivable=answers.get(text_of(one, "not_derivable") or ""),
        not_before=deadlines_named(one.field("not_before"), known.deadlines, findings),
        languages=tuple(item.span.text for item in items),
        state_column=text_of(one, "state_column") == "yes",
        span=one.name_span or one.span,
    )


def _shown(one: syntax.Declaration, known: Known, findings: list[Diagnostic]) -> Iterator[Shown]:
    line = one.field("shows")
    for row in () if line is None else line.rows:
        name, place = row.target.span.text, row.target.span
        code = known.computed.get(row.target.text) if isinstance(row.target, syntax.Name) else None
        if code is None:
            near = nearest(name, known.computed)
            findings.append(finding("R865", place, variant="near" if near else "", name=name, nearest=near or ""))
            continue
        whom = row.value.value if isinstance(row.value, syntax.Outcome) else None
        match whom:
            case syntax.SetWord(word="evaluated"):
                yield Shown(code, Whom.ALL, "", place)
            case syntax.Name(parts=(word,)) if word == known.body:
                yield Shown(code, Whom.OWN, "", place)
            case syntax.Name() if whom.text in known.lists:
                yield Shown(code, Whom.LIST, known.lists[whom.text].code, place)
            case _:
                near = nearest(row.value.span.text, known.lists)
                place, variant = row.value.span, "whom near" if near else "whom"
                body = known.body or "body"
                findings.append(
                    finding("R865", place, variant=variant, found=place.text, nearest=near or "", body=body)
                )


def releases_of(
    declarations: Iterable[syntax.Declaration], computed: Mapping[str, str], findings: list[Diagnostic]
) -> Mapping[str, Release]:
    """The releases among `declarations`, by the code of what is released (R864)."""
    found: dict[str, Release] = {}
    for one in declarations:
        if one.kind == "release" and one.of is not None and one.of.text in computed:
            of = computed[one.of.text]
            needs, share = _needs(one, findings), _largest_share(one, findings)
            place = one.name_span or one.span
            found[of] = Release(code_of(one), of, text_of(one, "keeps") or "", needs, share, place)
    return found


def _needs(one: syntax.Declaration, findings: list[Diagnostic]) -> int | None:
    line = one.field("needs")
    if line is None or not isinstance(line.value, syntax.Requirement):
        return None
    if line.value.amount is None or line.value.measure != "members" or line.value.otherwise is not None:
        findings.append(finding("R864", line.value.span, variant="members", name=code_of(one)))
        return None
    return int(line.value.amount.p)


def _largest_share(one: syntax.Declaration, findings: list[Diagnostic]) -> fmpq | None:
    line = one.field("largest_share")
    value = line.value.value if line is not None and isinstance(line.value, syntax.Outcome) else None
    if line is None:
        return None
    if not isinstance(value, syntax.Number) or value.unit or not 0 < value.value <= 1:
        findings.append(finding("R864", line.span, variant="share", name=code_of(one)))
        return None
    return value.value
