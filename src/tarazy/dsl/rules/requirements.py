"""R801, R802, R803: an indicator says which way is better, for which period it is, and rests on a source.

Bad: ``indicator growth  value a.x / a.x[previous year] - 1``. Good: with ``better  higher`` there or in ``every
indicator``, with ``period  year`` in the methodology, and with a value that is read from at least one ``source``.
"""

from __future__ import annotations

from collections.abc import Iterator

from tarazy.dsl.declarations import Computed, Role
from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.graph import result_roots, value_roots
from tarazy.dsl.nodes import AnyNode, Datum, Result, walk
from tarazy.dsl.rules.rule import ProgramRule
from tarazy.dsl.typing.typed import Typed

PARAGRAPH = "Requirements of a methodology, p. 20"


def check(typed: Typed) -> Iterator[Diagnostic]:
    """Indicators that lack one of the three."""
    methodology = typed.resolved.methodology
    for code, declaration in typed.resolved.computed.items():
        if declaration.role is not Role.INDICATOR:
            continue
        if declaration.better is None:
            yield finding("R801", declaration.span, paragraph=PARAGRAPH, name=code)
        if declaration.period is None and (methodology is None or not methodology.period):
            yield finding("R802", declaration.span, paragraph=PARAGRAPH, name=code)
        if (
            code not in typed.graph.cyclic
            and typed.declared[code].value.type is not None
            and not _rests_on_source(typed, code)
        ):
            yield finding("R803", declaration.span, paragraph=PARAGRAPH, name=code)


def _rests_on_source(typed: Typed, code: str) -> bool:
    """Whether a column of a source is among all that a declaration is computed from."""
    pending, seen = [code], set[str]()
    while pending:
        current = pending.pop()
        if current in seen:
            continue
        seen.add(current)
        for root in _roots(typed.resolved.computed[current]):
            for node in walk(root):
                if isinstance(node, Datum):
                    return True
                if isinstance(node, Result) and node.declaration in typed.resolved.computed:
                    pending.append(node.declaration)
    return False


def _roots(declaration: Computed) -> tuple[AnyNode, ...]:
    legend = tuple(line.node for line in declaration.where)
    return (*value_roots(declaration), *result_roots(declaration), *legend)


RULE = ProgramRule(("R801", "R802", "R803"), check, PARAGRAPH)
