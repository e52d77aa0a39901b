"""Facts and findings after an edit of one declaration: only what the edit concerns is inferred, and asked of rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import assert_never

from attrs import evolve

from tarazy.dsl.checking import note_owner, once
from tarazy.dsl.declarations import Computed
from tarazy.dsl.diagnostics import Diagnostic, Findings, reading_order
from tarazy.dsl.facts import Facts
from tarazy.dsl.graph import Part, Vertex, all_roots
from tarazy.dsl.names.resolved import Resolved
from tarazy.dsl.node_parts import walk
from tarazy.dsl.nodes import AnyNode, Facet
from tarazy.dsl.rules.registry import NODE_RULES, PROGRAM_RULES
from tarazy.dsl.source import Span
from tarazy.dsl.typing.inference import Inference
from tarazy.dsl.typing.results import infer_declaration, infer_value
from tarazy.dsl.typing.typed import FactsByNode, Typed
from tarazy.dsl.typing.types import TypeChecker


def infer_again(before: Typed, resolved: Resolved, edited: Computed) -> tuple[Typed, frozenset[str]] | None:
    """Facts and findings after an edit of one declaration that uses what it used, and the declarations concerned.

    Inferred anew are the edited one and, in the order of the graph, those of which an operand has other facts now. What
    is found in others stays.

    Parameters
    ----------
    before
        The program before the edit; it has no cycle.
    resolved
        The program after it.
    """
    findings: list[Diagnostic] = []
    checker = TypeChecker(findings, resolved.units.labels)
    facts, declared = dict(before.facts.by_identity), dict(before.declared)
    values = {code: one.value for code, one in declared.items()}
    inference = Inference(resolved, findings, checker, NODE_RULES, declared, values, facts)
    former = before.resolved.computed[edited.code]
    concerned = _infer_concerned(inference, before, former)
    for check in resolved.checks.values():
        _forget_nodes(facts, (check.holds,))
        checker.condition(check.holds, inference.infer(check.holds))
    focused = evolve(resolved, computed=_Focus(resolved.computed, concerned))
    looked_at = Typed(focused, FactsByNode(facts), declared, before.graph)
    found = [*findings, *(one for rule in PROGRAM_RULES for one in rule.check(looked_at))]
    spans = [resolved.computed[code].span for code in concerned]
    spans += [one.span for one in resolved.checks.values()] + [one.span for one in resolved.examples]
    kept = [one for one in before.findings if not _stands_in(one, [former.span, *spans])]
    elsewhere = [one.span for code, one in resolved.computed.items() if code not in concerned]
    if not all(_stands_in(one, spans) for one in found) or not all(_stands_in(one, elsewhere) for one in kept):
        return None
    items = tuple(sorted(once([*kept, *found]), key=reading_order))
    return Typed(resolved, FactsByNode(facts), declared, before.graph, Findings(items)), frozenset(concerned)


def _infer_concerned(inference: Inference, before: Typed, former: Computed) -> dict[str, None]:
    """Infer the edited declaration and whoever is concerned by it; their codes in the order of the graph."""
    users: dict[Vertex, list[str]] = {}
    for edge in before.graph.edges:
        users.setdefault(edge.used, []).append(edge.user.code)
    _forget_nodes(inference.facts, all_roots(former))
    waiting, begun = {former.code}, dict[str, None]()
    for vertex in before.graph.order:
        code = vertex.code
        if code not in waiting:
            continue
        declaration = inference.resolved.computed[code]
        if code not in begun:
            begun[code] = None
            del inference.declared[code]
            _forget_nodes(inference.facts, all_roots(declaration))
            note_owner(inference, declaration)
            inference.values[code] = infer_value(inference, declaration)
        facts = before.declared[code]
        match vertex.part:
            case Part.VALUE:
                is_other = inference.values[code] != facts.value
            case Part.RESULT:
                now = inference.declared[code] = infer_declaration(inference, declaration)
                is_other = any(now.of(facet) != facts.of(facet) for facet in Facet) or now.computed != facts.computed
            case Part.WHERE:
                is_other = True
            case _:
                assert_never(vertex.part)
        if is_other:
            waiting.update(users.get(vertex, ()))
    return begun


def _forget_nodes(facts: dict[int, Facts], roots: Iterable[AnyNode]) -> None:
    for root in roots:
        for node in walk(root):
            facts.pop(id(node), None)


def _stands_in(one: Diagnostic, spans: Iterable[Span]) -> bool:
    """Whether a finding is about one of these stretches of a text."""
    place = one.place
    return isinstance(place, Span) and any(
        place.source is span.source and span.start <= place.start <= span.end for span in spans
    )


class _Focus(Mapping[str, Computed]):
    """All declarations for whoever asks for one, and some of them for whoever goes through them."""

    def __init__(self, every: Mapping[str, Computed], some: Iterable[str]) -> None:
        self._every = every
        self._some = tuple(some)

    def __getitem__(self, code: str) -> Computed:
        return self._every[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._some)

    def __len__(self) -> int:
        return len(self._some)
