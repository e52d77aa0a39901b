"""A methodology with its data, ready to be run, or everything that stands in the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, MutableMapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TypeAlias

from attrs import frozen

from tarazy.dsl import syntax
from tarazy.dsl.declarations import ListDeclaration, SourceDeclaration
from tarazy.dsl.diagnostics import Diagnostic, Findings, Severity, finding
from tarazy.dsl.nearest import nearest
from tarazy.dsl.paragraphs import with_paragraphs
from tarazy.dsl.periods import Period, PeriodSpan, spans
from tarazy.dsl.program import Program
from tarazy.grammar.speech import speak_as
from tarazy.interpreter.data import read_snapshot
from tarazy.interpreter.data.snapshot import Snapshot
from tarazy.interpreter.run import RunResult, periods_in_data
from tarazy.workbench.compiling import Compiled, compile_one
from tarazy.workbench.editions import are_editions, edition_for

_NAMES_LISTED = 12


@frozen(eq=False)
class Loaded:
    """A checked program, its data, and the files that it was written in."""

    path: Path
    program: Program
    snapshot: Snapshot
    files: tuple[syntax.File, ...] = ()

    def cited(self, found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
        """What was found when it was run, with the paragraphs that the declarations rest on."""
        return with_paragraphs(found, self.files)


def body_list(program: Program) -> str | None:
    """Code of the list of the bodies that are evaluated."""
    return None if program.methodology is None else program.methodology.evaluates


_Answer: TypeAlias = tuple[Loaded | None, Findings]
_Held: TypeAlias = MutableMapping[tuple[object, ...], _Answer]
_HELD: ContextVar[_Held | None] = ContextVar("what was loaded", default=None)


@contextmanager
def holding() -> Iterator[_Held]:
    """Within the block nothing is loaded twice; the mapping that is given is cleared where files may have changed."""
    held: _Held = {}
    token = _HELD.set(held)
    try:
        yield held
    finally:
        _HELD.reset(token)


def load(
    path: Path,
    data: Path | None,
    periods: PeriodSpan | None = None,
    under: str | None = None,
    binding: str | None = None,
) -> _Answer:
    """The methodology that `path` names with the data in `data` (its own folder when that is ``None``): of several
    editions in a folder the one in force in `periods`, or that whose version is `under`. `binding` is the file of
    bindings, or its name, that takes the place of the one beside it.

    Nothing but findings is returned where the text or the data have errors. Notes on a text that can be run are left to
    the checker.
    """
    held = _HELD.get()
    if held is None:
        return _load(path, data, periods, under, binding)
    key = (path.resolve(), data and data.resolve(), periods if path.is_dir() else None, under, binding)
    if key not in held:
        held[key] = _load(path, data, periods, under, binding)
    loaded, findings = held[key]
    if loaded is not None and loaded.files:
        speak_as(loaded.files[0].language)
    return loaded, findings


def _load(path: Path, data: Path | None, periods: PeriodSpan | None, under: str | None, binding: str | None) -> _Answer:
    def choice(several: Sequence[Compiled]) -> Compiled | Diagnostic | None:
        return edition_for(several, path, periods, under) if are_editions(several) else None

    compiled, findings = compile_one(path, choice, binding)
    if compiled is None or compiled.compilation.program is None:
        return None, findings
    folder = compiled.path.parent if data is None else data
    if not folder.is_dir():
        findings += [finding("U750", None, path=str(folder))]
        return None, findings
    program, findings = compiled.compilation.program, without_notes(findings)
    snapshot, found = read_snapshot(
        program.lists, program.sources, body_list(program), folder, registers=program.registers
    )
    findings += found
    files = compiled.compilation.files
    return (None if snapshot is None else Loaded(compiled.path, program, snapshot, files)), findings


def without_notes(findings: Findings) -> Findings:
    """The findings that ask for something to be done, where notes would only stand in the way of the answer."""
    return Findings(tuple(one for one in findings if one.severity is not Severity.NOTE))


def chosen_periods(loaded: Loaded, wanted: PeriodSpan | None) -> Sequence[Period] | Diagnostic:
    """Periods in the data that are wanted, all of them when `wanted` is ``None``; a finding where there is none."""
    known = periods_in_data(loaded.program, loaded.snapshot)
    if wanted is None:
        return known
    chosen = [period for period in known if period in wanted]
    if chosen:
        return chosen
    period = str(wanted)
    if not known:
        return finding("U756", None, variant="none", period=period)
    return finding("U756", None, period=period, known=", ".join(map(str, spans(known))))


def unknown_body(result: RunResult, body: str, periods: Sequence[Period]) -> Diagnostic | None:
    """The finding for a code that no body has in `periods`; ``None`` where one has it."""
    bodies = tuple(dict.fromkeys(one for period in periods or (None,) for one in result.bodies(period)))
    if body in bodies:
        return None
    meant = near_code(body, bodies)
    code = body_list(result.program) or ""
    variant, known = "near" if meant else "", _listed(bodies)
    return finding("U754", None, variant=variant, body=body, list=code, nearest=meant or "", known=known)


def unknown_name(program: Program, name: str) -> Diagnostic | None:
    """The finding for a name that no computed value has; ``None`` where one has it."""
    names = tuple(program.computed)
    if name in names:
        return None
    other = _what_it_is(program, name)
    if other:
        return finding("U755", None, variant="other", name=name, kind=other)
    meant = near_code(name, names)
    if meant is not None:
        return finding("U755", None, variant="near", name=name, nearest=meant)
    return finding("U755", None, name=name, known=_listed(names))


def _listed(names: Sequence[str]) -> str:
    more = "" if len(names) <= _NAMES_LISTED else f" and {len(names) - _NAMES_LISTED} more"
    return ", ".join(f"`{one}`" for one in names[:_NAMES_LISTED]) + more


def _what_it_is(program: Program, name: str) -> str:
    """What a name is that belongs to no computed value, in words; empty if it is nothing."""
    kinds = {
        "a check": program.checks,
        "a source": program.sources,
        "a list": program.lists,
        "a parameter": program.parameters,
        "an act": program.acts,
    }
    owners: tuple[SourceDeclaration | ListDeclaration, ...] = (*program.sources.values(), *program.lists.values())
    column = next((one.code for one in owners if one.column(name.removeprefix(f"{one.code}.")) is not None), None)
    if column is not None:
        return f"a column of `{column}`"
    return next((kind for kind, known in kinds.items() if name in known), "")


def near_code(word: str, codes: Sequence[str]) -> str | None:
    """The code that a misspelt one is likely to mean: the same but for case, else the nearest."""
    same = next((code for code in codes if code.casefold() == word.casefold()), None)
    return same if same is not None else nearest(word, codes)
