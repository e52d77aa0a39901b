"""What a trace cites, for its foot: acts, and whose data it rests on (kind, holder and proof of each source)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from tarazy.dsl.declarations import SourceDeclaration
from tarazy.dsl.program import Program
from tarazy.dsl.register_declaration import RegisterDeclaration
from tarazy.grammar.keywords import vocabulary
from tarazy.grammar.speech import reader_language, said
from tarazy.interpreter.trace import CitedAct, CitedSource, TraceNode, with_those_called


def cited_acts(codes: Collection[str], program: Program) -> tuple[CitedAct, ...]:
    """What is known of each act among `codes` that the program declares, by code."""
    law = program.resolved.lines_of_law
    return tuple(
        CitedAct(
            code,
            act.label or "",
            act.issuer or "",
            act.number or "",
            "" if act.date is None else act.date.isoformat(),
            dict(law.get(("act", code), ())).get("edition", ""),
            act.address or "",
        )
        for code, act in sorted(program.acts.items())
        if code in codes
    )


def act_words(act: CitedAct) -> str:
    """An act in words for the reader; its address is left to those who open it."""
    number = said("No. {number}", number=act.number) if act.number else ""
    edition = said("edition {edition}", edition=act.edition) if act.edition else ""
    return ", ".join(part for part in (act.label, act.issuer, act.date, number, edition) if part)


def cited_sources(
    root: TraceNode,
    sources: Mapping[str, SourceDeclaration],
    registers: Mapping[str, RegisterDeclaration],
) -> tuple[CitedSource, ...]:
    """What a program says of the sources and registers that a trace cites, by code; of which it says nothing, none."""
    declared: list[SourceDeclaration | RegisterDeclaration] = [*sources.values(), *registers.values()]
    described = [_described(one) for one in declared if one.kind or one.holder or one.verification]
    return still_cited(root, sorted(described, key=lambda one: one.code))


def still_cited(root: TraceNode, sources: Sequence[CitedSource]) -> tuple[CitedSource, ...]:
    """Those of `sources` that a trace cites."""
    if not sources:
        return ()
    codes = frozenset(_codes(root))
    return tuple(one for one in sources if one.code in codes)


def source_words(source: CitedSource) -> str:
    """What is known of a source, in words for the reader."""
    kind = vocabulary(reader_language()).printed("source_kind", source.kind) if source.kind else ""
    holder = said("held by {holder}", holder=source.holder) if source.holder else ""
    proof = said("verified by {proof}", proof=source.verification) if source.verification else ""
    return "; ".join(part for part in (source.label, kind, holder, proof) if part)


def _described(one: SourceDeclaration | RegisterDeclaration) -> CitedSource:
    return CitedSource(one.code, one.label or "", one.kind or "", one.holder or "", one.verification or "")


def _codes(root: TraceNode) -> Iterator[str]:
    """Codes of the sources and registers whose cells or rows a trace cites."""
    pending = [root]
    while pending:
        node = pending.pop()
        if node.source is not None:
            yield node.source.source
        for formula in node.formulas:
            for one in with_those_called(formula):
                yield from (found.rows.register for found in one.aggregates if found.rows is not None)
        pending.extend(one for one in node.operands if isinstance(one, TraceNode))
