"""What the data make impossible to compute, as a finding and as the reason of another finding."""

from __future__ import annotations

from tarazy.dsl.diagnostics import Diagnostic
from tarazy.dsl.spoken_words import Told
from tarazy.grammar.speech import spoken
from tarazy.interpreter.cells import PlaceParts
from tarazy.interpreter.meaning.plan_errors import PlanError


def plan_finding(error: PlanError) -> Diagnostic:
    """The finding about a refusal to compute."""
    return Diagnostic(error.code.value, error.span, {**error.words, "place": place_words(error.place)})


def refusal_words(error: PlanError) -> Told:
    """The message of that finding with its code, to be put into another one."""
    found = plan_finding(error)

    def in_language(language: str) -> str:
        with spoken(language):
            return f"{found.message} ({found.code})"

    return Told(in_language("en"), in_language)


def place_words(place: PlaceParts) -> str:
    """A place in words: ``KAZ, 2022``; what is the same everywhere is told of every body and period."""
    return ", ".join(str(entry) for _, entry in place if entry is not None) or "every body and period"
