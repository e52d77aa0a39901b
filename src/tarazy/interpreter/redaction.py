"""A trace as it may be published: what is marked is withheld, and nothing that would give it away is left.

Of a withheld value only its name, its ground and its mark stay: no number, no formula with numbers put in, no cell, no
operands. A formula that uses a withheld value stays as written, without numbers: from these and the result it could be
computed.
"""

from __future__ import annotations

from attrs import evolve

from tarazy.dsl.secrecy import Secrecy
from tarazy.grammar.speech import said_in
from tarazy.interpreter.cell_words import Reading
from tarazy.interpreter.trace import Formula, Kind, Quantity, Reference, Trace, TraceNode

WITHHELD = "not published"
"""What stands in place of a value."""


def published(trace: Trace, secrecy: Secrecy, language: str = "en") -> Trace:
    """The trace without what may not be shown.

    Parameters
    ----------
    language
        Language of the words in the trace: ``en``, ``ru`` or ``kk``.
    """
    hidden = frozenset(_hidden_keys(trace.root, secrecy))
    return evolve(trace, root=_node(trace.root, secrecy, hidden, said_in(language, WITHHELD)))


def _hidden_keys(node: TraceNode, secrecy: Secrecy) -> list[str]:
    own = [node.key] if _level(node, secrecy) else []
    return own + [key for part in node.operands if isinstance(part, TraceNode) for key in _hidden_keys(part, secrecy)]


def _level(node: TraceNode, secrecy: Secrecy) -> int:
    """Level of a node; a name of a legend is as secret as what it is made of."""
    if node.kind is Kind.LOCAL:
        return max((_level(part, secrecy) for part in node.operands if isinstance(part, TraceNode)), default=0)
    return secrecy.of(node.name)


def _node(node: TraceNode, secrecy: Secrecy, hidden: frozenset[str], withheld: str) -> TraceNode:
    level = _level(node, secrecy)
    if level:
        shown = f"{withheld} ({secrecy.word(level)})"
        value = Quantity(Reading(withheld, "", ""), node.value.unit, shown)
        written = tuple(_as_written(one, value) for one in node.formulas)
        return evolve(node, value=value, formulas=written, source=None, rule=None, operands=())
    uses_hidden = any(part.key in hidden for part in node.operands)
    operands = tuple(
        one if isinstance(one, Reference) else _node(one, secrecy, hidden, withheld) for one in node.operands
    )
    formulas = tuple(_as_written(one, node.value) for one in node.formulas) if uses_hidden else node.formulas
    return evolve(node, operands=operands, formulas=formulas)


def _as_written(formula: Formula, value: Quantity) -> Formula:
    return Formula(formula.line, formula.written, "", value)
