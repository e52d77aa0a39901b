"""Hostile inputs end in a coded finding or in success: never in a traceback, and never in much time or memory."""

import re

import pytest

from tests.hostile.every_case import every_case

pytest.importorskip("resource", reason="limits of a child are set by POSIX's setrlimit")
confinement = pytest.importorskip("tests.hostile.confinement")

BATCH = 25
SHORT = 10
"""One case of so many is in `make test`; the others are long."""

CODED = re.compile(r"\b[A-Z][0-9]{3}\b")
CODES = frozenset({0, 1, 2})
"""Exit codes of success, of errors, and of a command used wrongly."""


def batches() -> list[object]:
    """Numbers of the cases by twenty-five, those of `make test` first."""
    numbers = range(len(every_case()))
    short = [number for number in numbers if number % SHORT == 0]
    others = [number for number in numbers if number % SHORT]
    parts: list[object] = []
    for marks, chosen in (((), short), ((pytest.mark.long,), others)):
        starts = range(0, len(chosen), BATCH)
        parts.extend(
            pytest.param(tuple(chosen[start : start + BATCH]), marks=marks, id=f"from-{chosen[start]}")
            for start in starts
        )
    return parts


def test_there_are_a_thousand_and_each_is_the_same_every_time() -> None:
    """A case found today can be looked at tomorrow: its files depend on its name and number alone."""
    first = every_case()
    assert len(first) >= 1_000
    every_case.cache_clear()
    assert every_case() == first


@pytest.mark.parametrize("numbers", batches())
def test_a_hostile_input_ends_in_a_finding_or_in_success(numbers: tuple[int, ...]) -> None:
    """Law: exit code 0, 1 or 2, a code with each failure, no traceback, within the limits of time and memory."""
    wrong = {}
    for outcome in confinement.outcomes(numbers):
        problems = [
            *([f"exit code {outcome.code}"] if outcome.code not in CODES else []),
            *(["a fault of ours"] if "Traceback" in outcome.output or "internal fault" in outcome.output else []),
            *(["no code"] if outcome.code == 1 and not CODED.search(outcome.output) else []),
            *([f"{outcome.seconds} s"] if outcome.seconds > confinement.MOST_SECONDS else []),
            *([f"{outcome.memory >> 20} MiB"] if outcome.memory > confinement.MOST_MEMORY else []),
        ]
        if problems:
            wrong[outcome.number, every_case()[outcome.number].name] = (problems, outcome.output[-400:])
    assert wrong == {}
