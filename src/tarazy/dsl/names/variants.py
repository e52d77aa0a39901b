"""Variants: what holds otherwise for one body, by parameters that have another value and declarations left out.

A variant changes nothing of the text for the others. A parameter that it sets is, where it is used,
``if(body = that body; its value; the parameter)``; a trace shows it with its value and the variant that sets it. A
declaration that it leaves out is *not applicable* to the body.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from attrs import field, frozen

from tarazy.dsl import nodes, syntax
from tarazy.dsl.declarations import ListDeclaration
from tarazy.dsl.diagnostics import Diagnostic, Label, finding
from tarazy.dsl.nearest import nearest
from tarazy.dsl.nodes import AnyNode
from tarazy.dsl.source import Span


@frozen(eq=False)
class Setting:
    """What a parameter is for one body: by which variant, and on what basis."""

    body: str
    value: syntax.Expression
    span: Span
    variant: str = ""
    basis: tuple[syntax.Citation | syntax.Undetermined, ...] = ()


@frozen(eq=False)
class Variants:
    """All variants of a program: settings by the name of the parameter, bodies by the name of what is left out."""

    settings: Mapping[str, tuple[Setting, ...]] = field(factory=dict)
    left_out: Mapping[str, tuple[str, ...]] = field(factory=dict)


def variants_of(
    declarations: Iterable[syntax.Declaration],
    bodies: ListDeclaration | None,
    parameters: Collection[str],
    computed: Collection[str],
    findings: list[Diagnostic],
) -> Variants:
    """The variants among `declarations`; `bodies` is the list of all bodies."""
    settings: dict[str, dict[str, Setting]] = {}
    left_out: dict[str, list[str]] = {}
    for one in declarations:
        if one.kind != "variant":
            continue
        if one.field("settings") is None and one.field("leaves_out") is None:
            findings.append(finding("M609", one.span, variant="nothing"))
        for body in _names(one.field("body")):
            _check_body(body, bodies, findings)
            _take_settings(one, body.text, parameters, settings, findings)
            for item in _names(one.field("leaves_out")):
                if _is_known(item, computed, "declaration", findings):
                    left_out.setdefault(item.text, []).append(body.text)
    return Variants(
        {name: tuple(by_body.values()) for name, by_body in settings.items()},
        {name: tuple(dict.fromkeys(found)) for name, found in left_out.items()},
    )


def set_for_bodies(plain: AnyNode, settings: Iterable[tuple[Setting, AnyNode]], bodies: ListDeclaration) -> AnyNode:
    """A parameter with its values for single bodies, the first variant outermost."""
    node = plain
    for setting, value in reversed(tuple(settings)):
        holds = is_element(bodies.code, bodies.element or bodies.code, setting.body, setting.span)
        node = nodes.If(holds, value, node, span=plain.span, syntax=plain.syntax)
    return node


def is_element(list_code: str, element: str, code: str, place: Span) -> nodes.Compare:
    """``body = finance``: whether the element that is meant is the one of that code."""
    name, word = syntax.Name((element,), span=place), syntax.Name((code,), span=place)
    return nodes.Compare(
        "=",
        nodes.Element(list_code, span=place, syntax=name),
        nodes.ElementConstant(list_code, code, span=place, syntax=word),
        span=place,
        syntax=syntax.Comparison("=", name, word, operator_span=place, span=place),
    )


def _take_settings(
    variant: syntax.Declaration,
    body: str,
    parameters: Collection[str],
    settings: dict[str, dict[str, Setting]],
    findings: list[Diagnostic],
) -> None:
    line, basis = variant.field("settings"), variant.field("basis")
    name = "" if variant.name is None else variant.name.text
    cited = basis.value.items if basis is not None and isinstance(basis.value, syntax.Citations) else ()
    for row in () if line is None else line.rows:
        if not isinstance(row.target, syntax.Name) or not isinstance(row.value, syntax.Outcome):
            continue
        if isinstance(row.value.value, syntax.Phrase) or not _is_known(row.target, parameters, "parameter", findings):
            continue
        by_body = settings.setdefault(row.target.text, {})
        if body in by_body:
            labels = (Label(by_body[body].span, "first"),)
            findings.append(finding("M605", row.span, labels=labels, name=row.target.text, body=body))
            continue
        by_body[body] = Setting(body, row.value.value, row.span, name, cited)


def _names(line: syntax.Field | None) -> tuple[syntax.Name, ...]:
    items = line.value.items if line is not None and isinstance(line.value, syntax.Names) else ()
    return tuple(item for item in items if isinstance(item, syntax.Name))


def _check_body(body: syntax.Name, bodies: ListDeclaration | None, findings: list[Diagnostic]) -> None:
    if bodies is None:
        findings.append(finding("M609", body.span, variant="bodies"))
    elif not bodies.files:
        _is_known(body, [code for code, _ in bodies.rows], "body", findings)


def _is_known(name: syntax.Name, known: Collection[str], kind: str, findings: list[Diagnostic]) -> bool:
    if name.text in known:
        return True
    near = nearest(name.text, known)
    variant = "near" if near else ""
    findings.append(finding("M609", name.span, variant=variant, name=name.text, kind=kind, nearest=near or ""))
    return False
