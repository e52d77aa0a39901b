"""A trace as it is read: labels and the name of the body in the reader's language, where the text has them in it.

A trace that is stored has what stands on the heads of declarations, so that it is the same for every reader.
"""

from __future__ import annotations

from attrs import evolve

from tarazy.dsl.names.labels import Labels, label_read
from tarazy.dsl.periods import read_period
from tarazy.dsl.program import Program
from tarazy.interpreter.rules_traced import body_name
from tarazy.interpreter.trace import Kind, SourceCell, Trace, TraceNode

_DECLARED = (Kind.DECLARATION, Kind.PARAMETER)
"""Nodes whose name is the code of a declaration; that of a local name or a column may be the same by chance."""


def with_labels_read(trace: Trace, program: Program, language: str | None) -> Trace:
    """The trace with labels in the reader's language, and its body named in `language`."""
    labels = program.resolved.labels_in
    period = read_period(trace.period) if trace.period else None
    return evolve(
        trace,
        label=label_read(labels, trace.methodology, trace.label),
        acts=tuple(evolve(act, label=label_read(labels, act.code, act.label)) for act in trace.acts),
        root=_node(trace.root, labels),
        body_name=body_name(program, trace.body, period, language) if trace.body_name else "",
    )


def _node(node: TraceNode, labels: Labels) -> TraceNode:
    return evolve(
        node,
        label=label_read(labels, node.name, node.label) if node.kind in _DECLARED else node.label,
        source=None if node.source is None else _cell(node.source, labels),
        operands=tuple(_node(one, labels) if isinstance(one, TraceNode) else one for one in node.operands),
    )


def _cell(cell: SourceCell, labels: Labels) -> SourceCell:
    also = tuple(_cell(one, labels) for one in cell.also)
    return evolve(cell, label=label_read(labels, cell.source, cell.label), also=also)
