"""Checking a text again after an edit, as little of it as the edit concerns (docs: checking again after an edit).

Only findings are made: for a program to run, the whole text is compiled.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from attrs import define, evolve, field, frozen

from tarazy.dsl import syntax
from tarazy.dsl.aliases import meant_names, renamed
from tarazy.dsl.declarations import Computed
from tarazy.dsl.diagnostics import Diagnostic, Findings, reading_order
from tarazy.dsl.graph import Vertex, all_roots, edges_of
from tarazy.dsl.names import Resolved
from tarazy.dsl.names.computed import computed_of
from tarazy.dsl.names.scope import COMPUTED_KINDS, Scope, code_of
from tarazy.dsl.names.statuses import word_table
from tarazy.dsl.names.uncomputed_lines import OF_LAW
from tarazy.dsl.node_parts import walk
from tarazy.dsl.nodes import Attribute, Datum, ParameterValue, RowColumn
from tarazy.dsl.parser import parse
from tarazy.dsl.pipeline import Compilation, compile_sources, reported
from tarazy.dsl.rechecking import infer_again
from tarazy.dsl.source import Source, Span, source_of
from tarazy.dsl.typing import Typed

_PASSAGE = re.compile(r"^(?=[^\s#])", re.MULTILINE)
"""Where a declaration begins: a line at the left edge that is no comment."""

_CONCERNS_THE_WHOLE = frozenset("LPNM")
"""Families of findings from which others follow anywhere."""

_ASKED_FOR = frozenset({"basis", "code", "for_each", "label", "name", *OF_LAW})
"""Lines of a declaration that are read in other places than the declaration itself."""


@frozen
class Rechecked:
    """What is wrong with a text, and the codes of the declarations that were looked at for it; ``None``: all."""

    findings: Findings
    declarations: frozenset[str] | None


@frozen(eq=False)
class _Passage:
    """A stretch of the text: the source that the places of its nodes are in, and where it begins there."""

    text: str
    source: Source
    start: int
    declaration: syntax.Declaration | None


@frozen(eq=False)
class _State:
    """What is known of the text as it was checked last."""

    passages: tuple[_Passage, ...]
    files: tuple[syntax.File, ...]
    typed: Typed
    scope: Scope


@define
class Rechecker:
    """Checks one file of a program again and again as it is edited.

    Parameters
    ----------
    name
        Path of the file, as findings name it.
    others
        The other files of the program: the modules that it imports and its bindings.
    """

    name: str
    others: tuple[Source, ...] = ()
    _state: _State | None = field(default=None, init=False, repr=False)

    def check(self, text: str) -> Rechecked:
        """What is wrong with the text, as :func:`~tarazy.dsl.pipeline.compile_sources` would find it."""
        source = source_of(self.name, text)
        if self._state is not None:
            edited = _edited(self._state, source)
            if edited is not None:
                self._state, findings, codes = edited
                return Rechecked(findings, codes)
        compilation = compile_sources([source, *self.others])
        self._state = _state_of(source, compilation)
        return Rechecked(compilation.findings, None)


def _state_of(source: Source, compilation: Compilation) -> _State | None:
    """The state after a whole check; ``None`` where every further check must be one too."""
    resolved, typed = compilation.resolved, compilation.typed
    if resolved is None or typed is None or resolved.scope is None or typed.graph.cycles:
        return None
    if any(one.code[0] in _CONCERNS_THE_WHOLE for one in (*compilation.findings, *resolved.findings)):
        return None
    passages = []
    declarations = {one.span.start: one for one in compilation.files[0].declarations}
    for at, (start, text) in enumerate(_cut(source.text)):
        passages.append(_Passage(text, source, start, declarations.get(start) if at else None))
    if sum(one.declaration is not None for one in passages) != len(declarations):
        return None
    return _State(tuple(passages), compilation.files, typed, resolved.scope)


def _cut(text: str) -> Iterator[tuple[int, str]]:
    """Where each passage begins, and its text; the first holds what stands above every declaration."""
    starts = [0, *(found.start() for found in _PASSAGE.finditer(text))]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        yield start, text[start:end]


# ---------------------------------------------------------------- one edit


def _edited(state: _State, source: Source) -> tuple[_State, Findings, frozenset[str]] | None:
    """The state, the findings and the declarations concerned where the text differs in one computed declaration."""
    cut = list(_cut(source.text))
    if len(cut) != len(state.passages):
        return None
    changed = [at for at, (one, passage) in enumerate(zip(cut, state.passages, strict=True)) if one[1] != passage.text]
    if len(changed) > 1:
        return None
    new, concerned = state, frozenset[str]()
    if changed == [0]:
        if len(parse(Source(source.name, cut[0][1])).findings):
            return None
        new = _with_passage(state, 0, _Passage(cut[0][1], source, 0, None), state.typed)
    elif changed:
        written = _read_alone(source.name, cut[changed[0]][1], state, changed[0])
        edit = None if written is None else _resolved_alone(state, written)
        if written is None or edit is None:
            return None
        again = infer_again(state.typed, edit[0], edit[1])
        if again is None:
            return None
        typed, concerned = again
        new = _with_passage(state, changed[0], _Passage(cut[changed[0]][1], written.span.source, 0, written), typed)
        new = evolve(new, scope=edit[2])
    found = reported(new.typed.findings.items, new.files, new.typed)
    moved = (_moved(one, _Places(new.passages, source, [start for start, _ in cut])) for one in found)
    return new, Findings(tuple(sorted(moved, key=reading_order))), concerned


def _read_alone(name: str, text: str, state: _State, at: int) -> syntax.Declaration | None:
    """The declaration that a passage now holds, if nothing is wrong with it and it is to others what it was."""
    former = state.passages[at]
    parsed = parse(Source(name, text), state.files[0].language)
    if len(parsed.findings) or len(parsed.file.declarations) != 1 or former.declaration is None:
        return None
    written, before = parsed.file.declarations[0], former.declaration
    is_computed = written.kind in COMPUTED_KINDS and written.name is not None
    return written if is_computed and _to_names(written) == _to_names(before) else None


def _to_names(declaration: syntax.Declaration) -> object:
    """All that the names of other declarations can ask of this one, and what the law has to say of it."""
    table = word_table(declaration)
    lines = tuple(one for one in declaration.fields if one.keyword in _ASKED_FOR)
    return declaration.kind, declaration.name, declaration.label is None, declaration.of, table, lines


def _resolved_alone(state: _State, written: syntax.Declaration) -> tuple[Resolved, Computed, Scope] | None:
    """The program with the declaration in it, if its names stand for something and it uses what it used before."""
    meant = meant_names(state.files)
    every = renamed((one for file in state.files for one in file.declarations if one.kind == "every"), meant)
    (declaration,) = renamed((written,), meant)
    assert declaration.name is not None
    code = code_of(declaration)
    scope = evolve(state.scope, computed={**state.scope.computed, declaration.name.text: declaration})
    findings: list[Diagnostic] = []
    computed = computed_of(declaration, every, scope, findings)
    before = state.typed.resolved.computed.get(code)
    if findings or before is None or _uses(computed) != _uses(before):
        return None
    computed = evolve(computed, outside=before.outside)
    resolved = evolve(state.typed.resolved, computed={**state.typed.resolved.computed, code: computed})
    return resolved, computed, scope


def _uses(declaration: Computed) -> tuple[list[tuple[Vertex, Vertex, bool, bool]], frozenset[object]]:
    """What a declaration uses: its edges in the graph without their places, and its columns and parameters."""
    edges = [(one.user, one.used, one.shifted, one.within) for one in edges_of(declaration)]
    leaves: set[object] = set()
    for node in (node for root in all_roots(declaration) for node in walk(root)):
        match node:
            case Datum(source=owner, column=name) | Attribute(list=owner, column=name):
                leaves.add((owner, name))
            case RowColumn(register=owner, column=name):
                leaves.add((owner, name))
            case ParameterValue(parameter=code):
                leaves.add(code)
            case _:
                pass
    return edges, frozenset(leaves)


def _with_passage(state: _State, place: int, passage: _Passage, typed: Typed) -> _State:
    passages = (*state.passages[:place], passage, *state.passages[place + 1 :])
    declarations = tuple(one.declaration for one in passages if one.declaration is not None)
    files = (evolve(state.files[0], declarations=declarations), *state.files[1:])
    return evolve(state, passages=passages, files=files, typed=typed)


# ---------------------------------------------------------------- places


class _Places:
    """Where the passages stand now."""

    def __init__(self, passages: Sequence[_Passage], source: Source, starts: Sequence[int]) -> None:
        self._source = source
        self._by_source: dict[int, tuple[list[int], list[int]]] = {}
        for passage, now in zip(passages, starts, strict=True):
            before, after = self._by_source.setdefault(id(passage.source), ([], []))
            before.append(passage.start)
            after.append(now)

    def now(self, span: Span) -> Span:
        """The place of a span of a passage; one of another file stays as it is."""
        known = self._by_source.get(id(span.source))
        if known is None:
            return span
        before, after = known
        at = bisect_right(before, span.start) - 1
        shift = after[at] - before[at]
        return Span(self._source, span.start + shift, span.end + shift)


def _moved(one: Diagnostic, places: _Places) -> Diagnostic:
    place = places.now(one.place) if isinstance(one.place, Span) else one.place
    labels = tuple(evolve(label, span=places.now(label.span)) for label in one.labels)
    return evolve(one, place=place, labels=labels)
