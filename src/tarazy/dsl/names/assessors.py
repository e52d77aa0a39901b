"""The assessors that a program declares, and those that nobody would accept: nobody, oneself, or two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain

from attrs import frozen

from tarazy.dsl import syntax
from tarazy.dsl.assessors import Assessor, Basis, Parties
from tarazy.dsl.declarations import ListDeclaration
from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.names.data import basis_of
from tarazy.dsl.names.members_written import members_written
from tarazy.dsl.names.scope import code_of
from tarazy.dsl.process import Process
from tarazy.dsl.source import Span
from tarazy.dsl.syntax_dates import DayOfYear, Holders


def assessors_of(declarations: Sequence[syntax.Declaration], codes: Mapping[str, str]) -> Mapping[str, Assessor]:
    """Assessors by the code of what they assess; `codes` are those of the computed declarations by name."""
    found: dict[str, Assessor] = {}
    parties: Parties | None = None
    for one in declarations:
        if one.kind == "assessor" and one.of is not None and one.of.text in codes:
            parties = parties or parties_of(declarations)
            found.setdefault(codes[one.of.text], _assessor(one, codes[one.of.text], parties))
    return found


def parties_of(declarations: Sequence[syntax.Declaration]) -> Parties:
    """The roles of a program, and the groups whose members stand in the text."""
    lists = {one.name.text: one for one in declarations if one.kind == "list" and one.name is not None}
    groups = {name: members_written(name, lists) for name, one in lists.items() if one.field("members") is not None}
    return Parties(
        {one.name.text: _holders(one) for one in declarations if one.kind == "role" and one.name is not None},
        {
            key: frozenset(members)
            for name, members in groups.items()
            if members is not None
            for key in (name, code_of(lists[name]))
        },
        {one.name.text: code_of(one) for one in declarations if one.kind == "role" and one.name is not None},
    )


def _assessor(one: syntax.Declaration, of: str, parties: Parties) -> Assessor:
    rows = exceptions_of(one)
    day = one.field("assessed_on")
    return Assessor(
        code_of(one),
        of,
        first_name(one, "by"),
        tuple((who.text, by.text) for who, by, _ in rows),
        tuple(basis for _, _, basis in rows),
        basis_of(one),
        parties,
        day.value if day is not None and isinstance(day.value, DayOfYear) else None,
        first_name(one, "leads"),
        tuple(item.text for item in names_of(one, "supported_by")),
    )


def names_of(declaration: syntax.Declaration, keyword: str) -> tuple[syntax.Name, ...]:
    """Names on a line."""
    line = declaration.field(keyword)
    items = line.value.items if line is not None and isinstance(line.value, syntax.Names) else ()
    return tuple(item for item in items if isinstance(item, syntax.Name))


def first_name(declaration: syntax.Declaration, keyword: str) -> str:
    """The first name on a line; empty where there is none."""
    return next((name.text for name in names_of(declaration, keyword)), "")


def _holders(declaration: syntax.Declaration) -> tuple[tuple[date | None, str], ...]:
    line = declaration.field("held_by")
    items = line.value.items if line is not None and isinstance(line.value, Holders) else ()
    return tuple(sorted(((one.since, one.name) for one in items), key=lambda one: one[0] or date.min))


def exceptions_of(declaration: syntax.Declaration) -> tuple[tuple[syntax.Name, syntax.Name, Basis], ...]:
    """Rows under ``exceptions``: whom another assesses, who does, and the paragraph of the row."""
    line = declaration.field("exceptions")
    found = []
    for row in () if line is None else line.rows:
        match row.target, row.value:
            case syntax.Name() as who, syntax.Outcome(value=syntax.Name() as by, basis=basis):
                found.append((who, by, () if basis is None else tuple(basis.items)))
    return tuple(found)


# ---------------------------------------------------------------- findings


@frozen(eq=False)
class _Checked:
    """What assessors are held against: the bodies that are assessed, and the process that they are part of."""

    assessed: Sequence[str]
    process: Process
    began: date | None

    def there(self, assessor: Assessor, day: date | None) -> Iterator[str]:
        """Bodies that may be assessed on a day: those that were there in its year or in the one before.

        Where the data alone say who is assessed, these are the bodies that exceptions name.
        """
        groups = assessor.parties.groups
        named = (assessor.parties.holder(who, day) for who, _ in assessor.exceptions if who not in groups)
        for code in dict.fromkeys((*self.assessed, *(one for one in named if one is not None))):
            body = self.process.bodies.declared.get(code)
            until = None if body is None else body.until
            if day is None or until is None or until >= date(day.year - 1, 1, 1):
                yield code


def check_assessors(
    declarations: Sequence[syntax.Declaration],
    codes: Mapping[str, str],
    bodies: ListDeclaration | None,
    assessed: Sequence[str],
    process: Process,
) -> Iterator[Diagnostic]:
    """Assessors that are nobody, that assess themselves or what they are part of, or of which there are two.

    R870, R871, R873, R874; what is a known conflict is told as one (R890) and not again.
    """
    assessors = assessors_of(declarations, codes)
    parties = next((one.parties for one in assessors.values()), Parties())
    rows = () if bodies is None or bodies.files else tuple(code for code, _ in bodies.rows)
    known = None if bodies is None or bodies.files else {*rows, *process.bodies.declared}
    checked = _Checked(assessed, process, _first_day_in_force(declarations))
    seen: set[str] = set()
    for one in declarations:
        if one.kind == "role":
            yield from _unknown(_held_by(one), known)
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
        rows_of = exceptions_of(one)
        by = [*names_of(one, "by"), *(by for _, by, _ in rows_of), *names_of(one, "leads")]
        whom = [who for who, _, _ in rows_of]
        known_by = None if known is None else {*known, *parties.holders}
        yield from _unknown(by, known_by)
        yield from _unknown(whom, None if known_by is None else {*known_by, *parties.groups})
        yield from _wrongly_assigned(one, assessors[code], checked)


def _first_day_in_force(declarations: Iterable[syntax.Declaration]) -> date | None:
    lines = (one.field("in_force_from") for one in declarations if one.kind == "methodology")
    days = [line.value.value for line in lines if line is not None and isinstance(line.value, syntax.Day)]
    return min(days, default=None)


def _wrongly_assigned(written: syntax.Declaration, assessor: Assessor, checked: _Checked) -> Iterator[Diagnostic]:
    """Whom nobody assesses, whom two do, and who would assess itself, its unit or the body that it is a unit of."""
    conflicts = {one.body for one in checked.process.conflicts if one.of == assessor.of}
    first = None if checked.began is None else assessor.day(checked.began.year)
    told: set[tuple[str, ...]] = set()
    for day in dict.fromkeys((first, *sorted(day for day in assessor.beginnings() if first is None or day > first))):
        bodies = [body for body in checked.there(assessor, day) if body not in conflicts]
        every = (
            _held_by_nobody(written, assessor, day),
            *(_of_body(written, assessor, body, day, checked.process) for body in bodies),
        )
        for found in chain.from_iterable(every):
            key = (found.code, *map(str, found.words.values()))
            if key not in told:
                told.add(key)
                yield found


def _held_by_nobody(written: syntax.Declaration, assessor: Assessor, day: date | None) -> Iterator[Diagnostic]:
    """Roles that assess and that nobody holds on a day."""
    for name in (*names_of(written, "by"), *(by for _, by, _ in exceptions_of(written))):
        if assessor.parties.holder(name.text, day) is None:
            yield finding("R873", name.span, name=name.text, of=assessor.of, day="" if day is None else day.isoformat())


def _of_body(
    written: syntax.Declaration, assessor: Assessor, body: str, day: date | None, process: Process
) -> Iterator[Diagnostic]:
    """That two assess a body, or that it would be assessed by itself, its unit or the body that it is a unit of."""
    assigned, rows, line = assessor.assigned(body, day), exceptions_of(written), written.field("by")
    if len(assigned) > 1:
        naming = [who.span for who, _, _ in rows if assessor.parties.includes(who.text, body, day)]
        yield finding("R874", naming[-1], name=assessor.of, body=body, by=", ".join(one.by for one in assigned))
    for one in assigned:
        if one.holder is not None and process.bodies.are_related(one.holder, body):
            excepted = [by.span for who, by, _ in rows if assessor.parties.includes(who.text, body, day)]
            place = written.span if line is None else line.span
            yield _itself(excepted[0] if excepted else place, assessor.of, one.holder, body)


def _itself(place: Span, of: str, holder: str, body: str) -> Diagnostic:
    return finding("R871", place, variant="" if holder == body else "unit", name=of, body=body, by=holder)


def _unknown(names: Iterable[syntax.Name], known: set[str] | None) -> Iterator[Diagnostic]:
    for name in names:
        if known is not None and name.text not in known:
            yield finding("R870", name.span, name=name.text)


def _held_by(declaration: syntax.Declaration) -> tuple[syntax.Name, ...]:
    line = declaration.field("held_by")
    items = line.value.items if line is not None and isinstance(line.value, Holders) else ()
    return tuple(syntax.Name((one.name,), span=one.span) for one in items)
