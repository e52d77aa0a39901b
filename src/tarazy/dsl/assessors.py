"""Who assesses what: roles and the bodies that hold them, the assessor of a declaration, and the exceptions to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from attrs import frozen

from tarazy.dsl import syntax
from tarazy.dsl.declarations import ListDeclaration
from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.periods import Period, last_day
from tarazy.dsl.process import Process
from tarazy.dsl.source import Span
from tarazy.dsl.syntax_dates import Holders


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
        Bodies that hold each role, one after the other, each with the first day on which it does.
    """

    of: str
    by: str
    exceptions: tuple[tuple[str, str], ...]
    holders: tuple[tuple[str, tuple[tuple[date | None, str], ...]], ...]

    def of_body(self, body: str, period: Period | None = None) -> str:
        """Who assesses a body, a role with the body that holds it on the last day of a period, or the last one."""
        by = dict(self.exceptions).get(body, self.by)
        day = None if period is None else last_day(period)
        several = dict(self.holders).get(by, ())
        holders = [holder for since, holder in several if since is None or day is None or since <= day]
        return f"{by} ({holders[-1]})" if holders else by

    def ever(self, name: str) -> tuple[str, ...]:
        """The bodies that a body's or a role's name ever stands for."""
        return tuple(holder for _, holder in dict(self.holders).get(name, ((None, name),)))


def assessors_of(declarations: Sequence[syntax.Declaration], codes: Mapping[str, str]) -> Mapping[str, Assessor]:
    """Assessors by the code of what they assess; `codes` are those of the computed declarations by name."""
    holders = tuple(sorted((one.name.text, _holders(one)) for one in declarations if one.kind == "role" and one.name))
    found: dict[str, Assessor] = {}
    for one in declarations:
        if one.kind == "assessor" and one.of is not None and one.of.text in codes:
            code = codes[one.of.text]
            pairs = tuple((body.text, by.text) for body, by in _exceptions(one))
            found.setdefault(code, Assessor(code, _first(one, "by"), pairs, holders))
    return found


def check_assessors(
    declarations: Sequence[syntax.Declaration],
    codes: Mapping[str, str],
    bodies: ListDeclaration | None,
    assessed: Sequence[str],
    process: Process,
) -> Iterator[Diagnostic]:
    """Assessors that are nobody, that assess themselves or what they are part of, or of which there are two.

    R870, R871; what is a known conflict is told as one (R890) and not again.
    """
    roles = {one.name.text for one in declarations if one.kind == "role" and one.name is not None}
    rows = () if bodies is None or bodies.files else tuple(code for code, _ in bodies.rows)
    known = None if bodies is None or bodies.files else {*rows, *process.bodies.declared}
    assessors = assessors_of(declarations, codes)
    seen: set[str] = set()
    for one in declarations:
        if one.kind == "role":
            yield from _unknown(_held_by(one), known, frozenset())
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
        yield from _of_itself(one, assessors[code], assessed, process)


def _of_itself(
    written: syntax.Declaration, assessor: Assessor, assessed: Iterable[str], process: Process
) -> Iterator[Diagnostic]:
    """Who would assess itself, the body that it is a unit of, or a unit of its own."""
    excepted = dict(assessor.exceptions)
    conflicts = {one.body for one in process.conflicts if one.of == assessor.of}
    line = written.field("by")
    place = written.span if line is None else line.span
    for holder in dict.fromkeys(assessor.ever(assessor.by)):
        for body in assessed:
            if body not in excepted and body not in conflicts and process.bodies.are_related(holder, body):
                yield _itself(place, assessor.of, holder, body)
    for other, by in _exceptions(written):
        for holder in dict.fromkeys(assessor.ever(by.text)):
            if other.text not in conflicts and process.bodies.are_related(holder, other.text):
                yield _itself(by.span, assessor.of, holder, other.text)


def _itself(place: Span, of: str, holder: str, body: str) -> Diagnostic:
    return finding("R871", place, variant="" if holder == body else "unit", name=of, body=body, by=holder)


def _unknown(names: Iterable[syntax.Name], known: set[str] | None, roles: frozenset[str]) -> Iterator[Diagnostic]:
    for name in names:
        if known is not None and name.text not in known and name.text not in roles:
            yield finding("R870", name.span, name=name.text)


def _names(declaration: syntax.Declaration, keyword: str) -> tuple[syntax.Name, ...]:
    line = declaration.field(keyword)
    items = line.value.items if line is not None and isinstance(line.value, syntax.Names) else ()
    return tuple(item for item in items if isinstance(item, syntax.Name))


def _holders(declaration: syntax.Declaration) -> tuple[tuple[date | None, str], ...]:
    line = declaration.field("held_by")
    items = line.value.items if line is not None and isinstance(line.value, Holders) else ()
    return tuple(sorted(((one.since, one.name) for one in items), key=lambda one: one[0] or date.min))


def _held_by(declaration: syntax.Declaration) -> tuple[syntax.Name, ...]:
    line = declaration.field("held_by")
    items = line.value.items if line is not None and isinstance(line.value, Holders) else ()
    return tuple(syntax.Name((one.name,), span=one.span) for one in items)


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
