"""A264: a criterion, block or score of a program that evaluates nothing.

Bad: a ``score`` in a file whose ``methodology`` has no ``evaluates`` line. Good: ``evaluates  bodies``; a
``quantity`` needs none.
"""

from __future__ import annotations

from collections.abc import Iterator

from tarazy.dsl.declarations import Role
from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.rules.rule import ProgramRule
from tarazy.dsl.typing.typed import Typed


def check(typed: Typed) -> Iterator[Diagnostic]:
    """Declarations that score something where nothing is evaluated."""
    methodology = typed.resolved.methodology
    if methodology is None or methodology.evaluates is not None:
        return
    for code, declaration in typed.resolved.computed.items():
        if declaration.role in (Role.CRITERION, Role.BLOCK, Role.SCORE):
            yield finding("A264", declaration.span, name=code, role=declaration.role.value)


RULE = ProgramRule(("A264",), check)
