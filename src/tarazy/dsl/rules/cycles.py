"""G351, G352: declarations that are computed from each other.

Bad: ``growth`` uses ``mean(total; …)`` and ``total`` uses ``growth``. Good: one of them reads something that the
other is not part of. A cycle that closes through ``[previous year]`` alone (G352) is one too: the first period would
have nothing to stand on; what was issued then is read from a source.
"""

from __future__ import annotations

from collections.abc import Iterator

from tarazy.dsl.diagnostics import Diagnostic, Label, finding
from tarazy.dsl.graph import Edge, Part
from tarazy.dsl.rules.rule import ProgramRule
from tarazy.dsl.typing.typed import Typed


def check(typed: Typed) -> Iterator[Diagnostic]:
    """One finding a set of declarations that use each other, with every edge of a shortest cycle."""
    for cycle in typed.graph.cycles:
        through_past = any(edge.shifted for edge in cycle)
        written = [edge for edge in cycle if not edge.within] or list(cycle)
        labels = tuple(Label(edge.span, "is", {"what": _words(edge)}) for edge in written)
        names = " → ".join([_user(written[0]), *(edge.used.text() for edge in written)])
        yield finding("G352" if through_past else "G351", written[0].span, labels=labels, cycle=names)


def _words(edge: Edge) -> str:
    former = " of a former period" if edge.shifted else ""
    return f"{_user(edge)} uses {edge.used.text()}{former}"


def _user(edge: Edge) -> str:
    """Who uses: the declaration, or a name of its legend."""
    return edge.user.text() if edge.user.part is Part.WHERE else edge.user.code


RULE = ProgramRule(("G351", "G352"), check)
