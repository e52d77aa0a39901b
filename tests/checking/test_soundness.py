"""What was found out before any data holds of every value that is then computed."""

from __future__ import annotations

from pathlib import Path

import pytest
from flint import fmpq

from tarazy.dsl.facts import Facts
from tarazy.interpreter.cells import Cell, Missing, plain
from tarazy.methodology import loaded


def breach(facts: Facts, cell: Cell) -> str:
    """How a computed cell contradicts its facts; empty where it does not."""
    if isinstance(cell, Missing):
        return "" if cell.state in facts.may else f"{cell.state.value} is not among {facts.may}"
    value = plain(cell)
    if not isinstance(value, fmpq) or facts.interval is None or facts.interval.contains(value):
        return ""
    return f"{value} is outside of {facts.interval.text()}"


@pytest.mark.parametrize(("name", "period", "every"), [("hdi", 2022, 1), ("hvbp", 2024, 25)])
def test_results_lie_in_their_intervals_and_states(name: str, period: int, every: int, repository: Path) -> None:
    """Law: a result's state is one that it may have, and its number lies in its interval."""
    run = loaded(str(repository / "methodologies" / f"{name}.meth")).run(period=period)
    codes = [code for code, one in run.program.computed.items() if not one.families]
    cells = [(code, body, run.cell(body, code, period)) for body in run.bodies(period)[::every] for code in codes]
    found = ((code, body, breach(run.program.declared[code].result, cell)) for code, body, cell in cells)
    assert [one for one in found if one[2]] == []
