"""A trace as it may be published: what is marked is withheld, and nothing that would give it away is left.

Of a withheld value only its name, its ground and its mark stay: no number, no formula with numbers put in, no cell, no
operands. A formula that uses a withheld value stays as written, without numbers: from these and the result it could be
computed.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from attrs import evolve, frozen

from tarazy.dsl.secrecy import Secrecy
from tarazy.grammar.speech import said_in
from tarazy.interpreter.cell_words import Reading
from tarazy.interpreter.citations import still_cited
from tarazy.interpreter.trace import Formula, Kind, Quantity, Reference, Trace, TraceNode

WITHHELD = "not published"
"""What stands in place of a value."""


def published(
    trace: Trace, secrecy: Secrecy, language: str = "en", refused: Mapping[str, str] = MappingProxyType({})
) -> Trace:
    """The trace without what may not be shown.

    Parameters
    ----------
    language
        Language of the words in the trace: ``en``, ``ru`` or ``kk``.
    refused
        Keys of the nodes whose values their release does not let be shown, each with the reason in words.
    """
    redacting = _Redacting(secrecy, refused, said_in(language, WITHHELD))
    root = redacting.node(trace.root, frozenset(redacting.hidden_keys(trace.root)))
    return evolve(trace, root=root, sources=still_cited(root, trace.sources))


@frozen(eq=False)
class _Redacting:
    """What every step needs; `withheld` is what stands in place of a value."""

    secrecy: Secrecy
    refused: Mapping[str, str]
    withheld: str

    def hidden_keys(self, node: TraceNode) -> list[str]:
        own = [node.key] if self.reason(node) else []
        parts = (part for part in node.operands if isinstance(part, TraceNode))
        return own + [key for part in parts for key in self.hidden_keys(part)]

    def reason(self, node: TraceNode) -> str:
        """Why a node is not shown: its mark, or what its release asks; a name of a legend is as its operands are."""
        if node.kind is Kind.LOCAL:
            parts = (self.reason(part) for part in node.operands if isinstance(part, TraceNode))
            return next(filter(None, parts), "")
        level = self.secrecy.of(node.name)
        return self.secrecy.word(level) if level else self.refused.get(node.key, "")

    def node(self, node: TraceNode, hidden: frozenset[str]) -> TraceNode:
        reason = self.reason(node)
        if reason:
            value = Quantity(Reading(self.withheld, "", ""), node.value.unit, f"{self.withheld} ({reason})")
            written = tuple(_as_written(one, value) for one in node.formulas)
            return evolve(node, value=value, formulas=written, source=None, rule=None, operands=())
        is_released = self.secrecy.reached.get(node.name, 0) > self.secrecy.of(node.name)
        uses_hidden = is_released or any(part.key in hidden for part in node.operands)
        operands = tuple(one if isinstance(one, Reference) else self.node(one, hidden) for one in node.operands)
        formulas = tuple(_as_written(one, node.value) for one in node.formulas) if uses_hidden else node.formulas
        return evolve(node, operands=operands, formulas=formulas)


def _as_written(formula: Formula, value: Quantity) -> Formula:
    return Formula(formula.line, formula.written, "", value)
