"""Findings that only follow from others: a line that could not be read is not missing, what is unknown not wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from tarazy.dsl import nodes, syntax
from tarazy.dsl.declarations import Computed
from tarazy.dsl.diagnostics import Diagnostic
from tarazy.dsl.graph import result_roots, value_roots
from tarazy.dsl.names import Resolved
from tarazy.dsl.source import Span

SAYS_SOMETHING_IS_MISSING = re.compile(r"N178|R8\d\d|S3(01|02|12|20|22|25|26|27)|B4\d\d|W4\d\d|G354|A26\d")
"""Codes that say that a declaration lacks a line, a row or a bound, which the line that is not understood may give."""
SAYS_WHAT_IS_EVALUATED = re.compile(r"A26\d|N159")
"""Codes that may follow from a methodology that does not say for whom there are values."""

_NO_CAUSES = frozenset({"N178", "N190"})
"""Codes of the families that are causes which leave nothing unknown behind them."""


def without_consequences(
    found: Sequence[Diagnostic], files: Sequence[syntax.File], resolved: Resolved
) -> list[Diagnostic]:
    """The findings without those that follow from a line that could not be read or a name that stands for nothing."""
    causes = [one for one in found if (one.code[0] in "LPN" and one.code not in _NO_CAUSES) or one.code == "M611"]
    if not causes:
        return list(found)
    declarations = [part for file in files for part in file.declarations]
    doubtful = [part.span for part in declarations if any(_stands_in(one, part.span) for one in causes)]
    doubtful += [part.span for part in _on_unknowns(resolved)]
    is_head_lost = any(one.code in ("P100", "P130") and not one.variant for one in causes)
    if is_head_lost or any(part.kind == "binding" and part.span in doubtful for part in declarations):
        # A binding may state the range of any column, and a declaration that is lost may be an `every`.
        doubtful = [part.span for part in declarations]
    methodology = next((part for part in declarations if part.kind == "methodology"), None)
    is_doubtful = methodology is None or any(_stands_in(one, methodology.span) for one in causes)
    return [
        one
        for one in found
        if not (is_doubtful and SAYS_WHAT_IS_EVALUATED.fullmatch(one.code))
        and not (SAYS_SOMETHING_IS_MISSING.fullmatch(one.code) and any(_stands_in(one, span) for span in doubtful))
    ]


def _on_unknowns(resolved: Resolved) -> Iterable[Computed]:
    """Declarations that use something of which a finding says that it cannot be understood, themselves or by another."""
    parts = {code: tuple(_parts(one)) for code, one in resolved.computed.items()}
    used = {code: {one.declaration for one in found if isinstance(one, nodes.Result)} for code, found in parts.items()}
    doubtful = {code for code, found in parts.items() if any(map(_is_unknown, found))}
    while grown := {code for code, others in used.items() if code not in doubtful and others & doubtful}:
        doubtful |= grown
    return [resolved.computed[code] for code in sorted(doubtful)]


def _is_unknown(node: nodes.AnyNode) -> bool:
    return isinstance(node, nodes.Undetermined) and not node.text


def _parts(one: Computed) -> Iterable[nodes.AnyNode]:
    for root in (*value_roots(one), *result_roots(one), *(line.node for line in one.where)):
        yield from nodes.walk(root)


def _stands_in(one: Diagnostic, around: Span) -> bool:
    place = one.place
    return isinstance(place, Span) and place.source is around.source and around.start <= place.start < around.end
