"""Sources whose periods are shorter than those evaluated: which of their values is meant is not said."""

from __future__ import annotations

from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.names.scope import Scope
from tarazy.dsl.periods import WORDS


def report_shorter_periods(scope: Scope, findings: list[Diagnostic]) -> None:
    """Report each source with several values for one evaluated period; one with a longer period has one value for all
    the periods in it.
    """
    for name, source in scope.sources.items():
        if source.has_period and source.parts > scope.parts:
            place = next((part.span for part in source.key if part.axis == "period"), source.span)
            shorter, own = WORDS[source.parts], WORDS[scope.parts]
            findings.append(finding("N198", place, variant="source", name=name, period=shorter, own=own))
