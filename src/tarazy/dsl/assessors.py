"""Who assesses what: roles and the bodies that hold them, the assessor of a declaration, and the exceptions to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from tarazy.dsl import syntax
from tarazy.dsl.declarations import ListDeclaration
from tarazy.dsl.diagnostics import Diagnostic, finding


@frozen
class Assessor:
    """The assessor of a declaration.

    Parameters
    ----------
    of
        Code of the declaration that is assessed.
    by
        Body or role that assesses all bodies but those of `exceptions`.
    exceptions
        Body assessed and who assesses it instead, in the order written.
    holders
        Body that holds each role named.
    """

    of: str
    by: str
    exceptions: tuple[tuple[str, str], ...]
    holders: tuple[tuple[str, str], ...]

    def of_body(self, body: str) -> str:
        """Who assesses a body, a role with the body that holds it."""
        by = dict(self.exceptions).get(body, self.by)
        holder = dict(self.holders).get(by)
        return by if holder is None else f"{by} ({holder})"

    def holder(self, name: str) -> str:
        """The body that a body's or a role's name stands for."""
        return dict(self.holders).get(name, name)


def assessors_of(declarations: Sequence[syntax.Declaration], codes: Mapping[str, str]) -> Mapping[str, Assessor]:
    """Assessors by the code of what they assess; `codes` are those of the computed declarations by name."""
    holders = tuple(
        sorted((one.name.text, _first(one, "held_by")) for one in declarations if one.kind == "role" and one.name)
    )
    found: dict[str, Assessor] = {}
    for one in declarations:
        if one.kind == "assessor" and one.of is not None and one.of.text in codes:
            code = codes[one.of.text]
            pairs = tuple((body.text, by.text) for body, by in _exceptions(one))
            found.setdefault(code, Assessor(code, _first(one, "by"), pairs, holders))
    return found


def check_assessors(
    declarations: Sequence[syntax.Declaration], codes: Mapping[str, str], bodies: ListDeclaration | None
) -> Iterator[Diagnostic]:
    """Assessors that are nobody, that assess themselves, or of which there are two (R870, R871)."""
    roles = {one.name.text for one in declarations if one.kind == "role" and one.name is not None}
    known = {code for code, _ in bodies.rows} if bodies is not None and not bodies.files else None
    assessors = assessors_of(declarations, codes)
    seen: set[str] = set()
    for one in declarations:
        if one.kind == "role":
            yield from _unknown(_names(one, "held_by"), known, frozenset())
        if one.kind != "assessor" or one.of is None:
            continue
        if one.of.text not in codes:
            yield finding("R870", one.of.span, variant="nothing", name=one.of.text)
            continue
        code = codes[one.of.text]
        if code in seen:
            yield finding("R871", one.span, variant="several", name=one.of.text)
            continue
        seen.add(code)
        exceptions = _exceptions(one)
        yield from _unknown([*_names(one, "by"), *(by for _, by in exceptions)], known, frozenset(roles))
        yield from _unknown([body for body, _ in exceptions], known, frozenset())
        yield from _of_itself(one, assessors[code], known)


def _of_itself(written: syntax.Declaration, assessor: Assessor, known: set[str] | None) -> Iterator[Diagnostic]:
    holder = assessor.holder(assessor.by)
    excepted = dict(assessor.exceptions)
    if holder not in excepted and known is not None and holder in known:
        line = written.field("by")
        yield finding("R871", written.span if line is None else line.span, name=assessor.of, body=holder)
    for body, by in _exceptions(written):
        if assessor.holder(by.text) == body.text:
            yield finding("R871", by.span, name=assessor.of, body=body.text)


def _unknown(names: Iterable[syntax.Name], known: set[str] | None, roles: frozenset[str]) -> Iterator[Diagnostic]:
    for name in names:
        if known is not None and name.text not in known and name.text not in roles:
            yield finding("R870", name.span, name=name.text)


def _names(declaration: syntax.Declaration, keyword: str) -> tuple[syntax.Name, ...]:
    line = declaration.field(keyword)
    items = line.value.items if line is not None and isinstance(line.value, syntax.Names) else ()
    return tuple(item for item in items if isinstance(item, syntax.Name))


def _first(declaration: syntax.Declaration, keyword: str) -> str:
    return next((name.text for name in _names(declaration, keyword)), "")


def _exceptions(declaration: syntax.Declaration) -> tuple[tuple[syntax.Name, syntax.Name], ...]:
    line = declaration.field("exceptions")
    return tuple(
        (row.target, row.value.value)
        for row in (() if line is None else line.rows)
        if isinstance(row.target, syntax.Name)
        and isinstance(row.value, syntax.Outcome)
        and isinstance(row.value.value, syntax.Name)
    )
