"""One slip of the pen is one finding: what cannot be read or means nothing spoils nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tarazy.dsl.diagnostics import Diagnostic, Severity
from tarazy.dsl.pipeline import compile_sources
from tarazy.dsl.source import Span, source_of

METHODOLOGIES = Path(__file__).parents[2] / "methodologies"
HVBP, HDI = ((METHODOLOGIES / f"{name}.meth").read_text(encoding="utf-8") for name in ("hvbp", "hdi"))


def errors_of(text: str) -> list[Diagnostic]:
    """The errors of a methodology."""
    return [one for one in compile_sources([source_of("m.meth", text)]).findings if one.severity is Severity.ERROR]


def broken(line: str) -> Iterator[str]:
    """Ways to break a line: a letter, a sign or the indentation lost, a letter for a digit, a word too many."""
    for word in re.finditer(r"[A-Za-z_]{4,}", line):
        yield line[: word.start() + 2] + line[word.start() + 3 :]
    for sign in ':|")(;,=':
        if sign in line:
            first, last = line.index(sign), line.rindex(sign)
            yield line[:first] + line[first + 1 :]
            yield line[:last] + line[last + 1 :]
    yield line.lstrip() if line.startswith(" ") else f"  {line}"
    if (digit := re.search(r"\d", line)) is not None:
        yield line[: digit.start()] + "O" + line[digit.end() :]
    yield f"{line} x"


SLIPS = [
    (name, number, wrong)
    for name, text in (("hvbp", HVBP), ("hdi", HDI))
    for number, line in enumerate(text.splitlines())
    if line.strip() and not line.startswith("#")
    for wrong in broken(line)
]


@pytest.fixture(autouse=True, scope="module")
def _sound() -> None:
    """The methodologies that are broken below have no error of their own."""
    assert errors_of(HVBP) == errors_of(HDI) == []


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(SLIPS))
def test_a_broken_line_is_at_most_one_error(slip: tuple[str, int, str]) -> None:
    """Of a methodology with one line broken, no second finding follows from the first."""
    name, number, wrong = slip
    lines = {"hvbp": HVBP, "hdi": HDI}[name].splitlines()
    lines[number] = wrong
    found = errors_of("\n".join(lines) + "\n")
    assert len(found) <= 1, [(one.code, str(one.place), one.message) for one in found]


FOLLOW_ON: Mapping[str, tuple[str, str, str, str]] = {
    "decimal comma in a weight": (HVBP, "person:       25 %", "person:       25,5 %", "L009"),
    "Cyrillic letter in a member": (HVBP, "person:       25 %", "p\u0435rson:       25 %", "L003"),
    "tab before a row": (HVBP, "    person:       25 %", "\tperson:       25 %", "L001"),
    "tab before a line": (HVBP, "  needs           2,", "\tneeds           2,", "L001"),
    "decimal comma in a goalpost": (HDI, "to 85 years", "to 85,0 years", "L009"),
    "hidden character in a label": (HDI, "Human Development Index", "Human\u200b Development Index", "L002"),
    "misspelt attribute": (HVBP, "measure.benchmark)      | 10", "measure.benchmrk)      | 10", "N152"),
    "undeclared unit of a column": (HDI, "life_expectancy:     years", "life_expectancy:     yers", "N174"),
    "column without its unit": (HDI, "life_expectancy:     years, ", "life_expectancy:     ", "P110"),
    "family without its joint": (HVBP, "measures as measure", "measures measure", "P110"),
    "misspelt list of bodies": (HVBP, "evaluates       hospitals", "evaluates       hospitls", "N158"),
    "misspelt line of all indicators": (HDI, "no data         not computed", "no dta          not computed", "P104"),
    "declaration that is indented": (HDI, "score hdi", "  score hdi", "P100"),
    "declaration of an unknown kind": (HDI, "every indicator", "whatever indicator", "P100"),
    "table under a misspelt phrase": (
        HVBP,
        "points          first that holds",
        "points          first that hold",
        "P131",
    ),
}


@pytest.mark.parametrize("case", FOLLOW_ON.values(), ids=FOLLOW_ON.keys())
def test_only_the_root_cause_is_reported(case: tuple[str, str, str, str]) -> None:
    """What follows from a fault is not reported beside it."""
    text, right, wrong, code = case
    assert right in text
    assert [one.code for one in errors_of(text.replace(right, wrong, 1))] == [code]


def test_every_wrong_line_of_a_declaration_is_reported() -> None:
    """Lines that cannot be read, a name that means nothing and a wrong unit are all said, each on its line."""
    wrong = (
        HDI.replace("from 20 years; to 85 years", "from 20 days; to 85 years")
        .replace(
            "mean            expected_schooling, mean_schooling", "mean            expected_schooling, mean_schoolng"
        )
        .replace(
            "needs           all, otherwise not computed\n\nscore",
            "needs           most, otherwise not computed\n\nscore",
        )
        .replace("round           half up, 3 decimals", "round           half up 3")
        .replace("geometric mean  health, education, income", "geometric mean  health, educatin, income")
    )
    found = {(one.code, one.place.line) for one in errors_of(wrong) if isinstance(one.place, Span)}
    assert {code for code, _ in found} == {"T203", "N150", "P110", "P132"}
    assert len(found) == 5


def test_a_name_unknown_in_several_places_is_one_finding() -> None:
    """The finding stands at the first place and points at others."""
    found = errors_of(HDI.replace("methodology hdi", "methodology hdi_2024").replace("score hdi", "score index"))
    assert [one.code for one in found] == ["N150"]
    assert [label.key for label in found[0].labels] == ["again", "again", "again"]
