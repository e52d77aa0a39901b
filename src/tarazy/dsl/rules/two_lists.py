"""A263: a declaration runs along two lists of which no table is keyed by both.

Bad: ``for each regions as region`` and ``for each measures as measure`` over ``income.level * rates.performance``,
where `income` is keyed by region alone and `rates` by measure alone. Good: a source keyed by region and measure.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.nodes import PERIOD
from tarazy.dsl.rules.rule import ProgramRule
from tarazy.dsl.typing.typed import Typed


def check(typed: Typed) -> Iterator[Diagnostic]:
    """Declarations along two lists that no source keys together."""
    keyed = [set(source.axes) for source in typed.resolved.sources.values()]
    usual = {PERIOD, typed.resolved.body_axis}
    for code, declaration in typed.resolved.computed.items():
        axes = sorted({family.axis for family in declaration.families} - usual)
        for one, other in combinations(axes, 2):
            if not any({one, other} <= axes_of_source for axes_of_source in keyed):
                yield finding("A263", declaration.span, name=code, first=one, second=other)


RULE = ProgramRule(("A263",), check)
