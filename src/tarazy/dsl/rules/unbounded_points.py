"""B420: points without an upper end, so that doing more than all of it counts (a note).

``points  50 * value`` of an execution that can pass 100 % gives more than 50 points. Where that is not meant:
``not more than  50 points``.
"""

from __future__ import annotations

from collections.abc import Iterator

from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.rules.rule import ProgramRule
from tarazy.dsl.typing.typed import Typed


def check(typed: Typed) -> Iterator[Diagnostic]:
    """Points lines whose interval has no upper end."""
    for code, declaration in typed.resolved.computed.items():
        facts = typed.declared[code].computed
        if declaration.points is None or facts.type is None or facts.interval is None:
            continue
        if facts.interval.high is None and not facts.interval.is_empty:
            yield finding("B420", declaration.points.span, name=code)


RULE = ProgramRule(("B420",), check)
