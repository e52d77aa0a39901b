"""X7: values of all bodies first, then of the group, then scores; and no circle between body and group."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from tests.constructs.period_programs import survives_translation
from tests.constructs.programs import FILES, HEAD, findings, ran

PARTS = (
    'indicator done "Execution"\n  better          higher\n  value           report.fact / 100\n',
    'quantity middle "Mean of the group"\n  value           mean(done; over bodies)\n',
    'score standing "To the mean"\n  value           100 * done / middle * 1 point\n  zero divisor    not computed\n',
)


@pytest.mark.parametrize("order", list(permutations(PARTS)))
def test_X7_order_of_declarations_does_not_matter(tmp_path: Path, order: tuple[str, ...]) -> None:
    """1, 0.6 and 0.1 have the mean 17/30, and the south 0.6 / (17/30) of it, whatever is written first."""
    done = ran(tmp_path, "\n".join(order))
    assert done.shown("middle") == "0.566666666666…"
    assert done.trace("standing", "south").root.value.reading.exact == "1800/17"


def test_X7_order_of_rows_does_not_matter(tmp_path: Path) -> None:
    """The file turned round gives the same."""
    head, *rows = FILES["report.csv"].splitlines()
    turned = "\n".join((head, *reversed(rows), ""))
    done = ran(tmp_path, "\n".join(PARTS), {"report.csv": turned})
    assert done.trace("standing", "south").root.value.reading.exact == "1800/17"


def test_X7_trace_goes_from_score_to_group_to_bodies(tmp_path: Path) -> None:
    """The group is told by the number and the hash of its members."""
    text = ran(tmp_path, "\n".join(PARTS)).text("standing", "south")
    assert "mean(done; over bodies) = 0.566666666666…: 3 members, 0 left out, sha256 " in text


@pytest.mark.parametrize(
    "statistic", ["mean(done; over bodies)", "max(done; over other)", "count(bodies; only done > 1)"]
)
def test_X7_a_circle_of_body_and_group_is_refused(statistic: str) -> None:
    """A value that rests on a statistic of itself over the group, even over the others alone; each step is named."""
    text = f"quantity group_value\n  value           {statistic}\n\n"
    text += "quantity done\n  value           report.fact + group_value\n"
    (found,) = [one for one in findings(text) if one.severity.value == "error"]
    assert found.code == "G351"
    assert "done" in found.message
    assert "group_value" in found.message


def test_X7_a_former_period_is_no_circle_of_the_group_but_of_years() -> None:
    """The mean of a year ago of a value that rests on it never begins."""
    text = "quantity group_value\n  value           mean(done; over bodies)\n\n"
    text += "quantity done\n  value           first present(report.fact + group_value[previous year]; 0)\n"
    assert "G352" in [one.code for one in findings(text)]


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_X7_is_the_same_in_other_languages(language: str) -> None:
    """Translation changes nothing, and the way back restores the formatted text."""
    assert survives_translation("\n".join((HEAD, *PARTS)), language)
