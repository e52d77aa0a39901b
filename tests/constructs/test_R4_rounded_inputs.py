"""R4: a printed share recomputed from rounded inputs is possible or impossible; D10: consistency rules on inputs."""

from __future__ import annotations

from pathlib import Path

import pytest
from flint import fmpq
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.constructs.programs import codes, compiled, ran, survives_formatting

HEAD = """\
methodology example "An example"
  version         1
  in force from   2020-01-01
  period          year
  evaluates       bodies

list bodies "Bodies"
  file            "bodies.csv"
  key             body

source printed "As printed"
  file            "printed.csv"
  key             body, year
  columns
    part:         number, 1 decimal, 0 to 100_000
    whole:        number, 1 decimal, above 1 to 100_000
    share:        %, 1 decimal, 0 to 100
"""
CHECK = """\
check shares "The printed share follows from the printed parts"
  holds           may equal(printed.share; printed.part / printed.whole)

quantity possible
  value           if(may equal(printed.share; printed.part / printed.whole); 1; 0)
"""


def _data(part: str, whole: str, share: str) -> dict[str, str]:
    return {
        "bodies.csv": "body\nnorth\n",
        "printed.csv": f"body,year,part,whole,share\nnorth,2024,{part},{whole},{share}\n",
    }


@pytest.mark.parametrize(
    ("part", "whole", "share", "possible"),
    [
        ("28.7", "30.2", "95.0", True),
        ("28.7", "30.2", "94.9", True),
        ("28.7", "30.2", "94.6", False),
        ("28.7", "30.2", "95.5", False),
        ("0.0", "30.2", "0.0", True),
    ],
)
def test_R4_possible_or_impossible(tmp_path: Path, part: str, whole: str, share: str, possible: bool) -> None:
    """28.7 of 30.2, each to one decimal, is from 94.7 to 95.36 percent: what is outside no true numbers give."""
    result = ran(tmp_path, CHECK, _data(part, whole, share), HEAD)
    assert result.shown("possible", "north") == ("1" if possible else "0")
    assert [one.code for one in result.result.checks] == ([] if possible else ["E720"])


def test_R4_finding_says_what_is_possible(tmp_path: Path) -> None:
    """The finding has the stretch of each side."""
    (one,) = ran(tmp_path, CHECK, _data("28.7", "30.2", "90.0"), HEAD).result.checks
    assert "printed.share from 89.95 % to 90.05 %" in one.message
    assert "printed.part / printed.whole from 0.947" in one.message or "from 94.7" in one.message


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(1, 5000), st.integers(5001, 9999), st.integers(-40, 40), st.integers(-40, 40))
def test_R4_what_is_true_is_possible(tmp_path: Path, part: int, whole: int, more: int, less: int) -> None:
    """Any true numbers, rounded to the decimals printed, give a share that is found possible."""
    true_part, true_whole = fmpq(part, 10) + fmpq(more, 1000), fmpq(whole, 10) + fmpq(less, 1000)
    tenths = true_part / true_whole * 1000 + fmpq(1, 2)
    share = int(tenths.p // tenths.q)
    data = _data(f"{part // 10}.{part % 10}", f"{whole // 10}.{whole % 10}", f"{share // 10}.{share % 10}")
    assert ran(tmp_path, CHECK, data, HEAD).shown("possible", "north") == "1"


def test_R4_units_must_agree() -> None:
    """Two numbers of different units are never the same."""
    money = HEAD.replace("part:         number", "part:         money KZT")
    assert "T203" in codes("check x\n  holds           may equal(printed.part; printed.whole)\n", money)


def test_R4_survives_formatting() -> None:
    """Formatting changes nothing."""
    assert survives_formatting(CHECK, HEAD)
    assert compiled(CHECK, HEAD).program is not None


def test_D10_parts_and_whole(tmp_path: Path) -> None:
    """A part above its whole is a check that does not hold, with the numbers."""
    text = "check parts\n  holds           printed.part <= printed.whole\n"
    (one,) = ran(tmp_path, text, _data("31.0", "30.2", "95.0"), HEAD).result.checks
    assert "31 <= 30.2" in one.message
