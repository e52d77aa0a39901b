"""Traces for a person: every construct, in few lines, each number beside where it is from."""

from pathlib import Path

import pytest

from tarazy.dsl.pipeline import compile_files
from tarazy.interpreter.data import read_snapshot
from tarazy.interpreter.run import run
from tarazy.interpreter.trace_text import trace_text
from tests.golden import Golden
from tests.trace.towns import TOWNS, run_of_towns


@pytest.mark.parametrize(
    ("body", "name", "elements"),
    [
        pytest.param("ash", "total", (), id="weighted mean of a band table and a mean over services"),
        pytest.param("cedar", "total", (), id="no member left: why, down to the empty cell"),
        pytest.param("birch", "growth", (), id="former year without data"),
        pytest.param("ash", "above_mean", (), id="group statistic counted and hashed, not listed"),
        pytest.param("ash", "place", (), id="place in rank with its neighbours"),
        pytest.param("port", "place", (), id="outside of what it applies to"),
        pytest.param("ash", "speed", ("permit",), id="one element of a family"),
    ],
)
def test_text_of_a_trace(body: str, name: str, elements: tuple[str, ...], tmp_path: Path, golden: Golden) -> None:
    """The text of each construct is known to the character."""
    trace = run_of_towns(tmp_path).trace(body, name, None, elements)
    golden("-".join((body, name, *elements)) + ".txt", trace_text(trace))


def test_rescaled_weights_are_shown(tmp_path: Path) -> None:
    """Where a member is not applicable, the trace says what became of the weights of the rest."""
    run_of = run_of_towns(tmp_path)
    (tmp_path / "budget.csv").write_text("town,year,plan,fact\nash,2021,300,\n", encoding="utf-8")
    snapshot, _ = read_snapshot(run_of.program.lists, run_of.program.sources, "towns", tmp_path)
    assert snapshot is not None
    text = trace_text(run(run_of.program, snapshot, [2021]).trace("ash", "total"))
    assert "left out: execution, not applicable" in text
    assert "weights rescaled: 40 % -> 100 %" in text
    assert "rule: not applicable members: weights rescaled" in text


def test_row_of_a_table_within_a_formula_leads_to_its_own_value(tmp_path: Path) -> None:
    """A row gives the value of the line only where the table is the whole line; in a part of it, only that part."""
    text = f"""{TOWNS}
quantity halved "Halved"
  value           execution.value / if(execution.value < 60 %; 1; 2)

quantity doubled "Doubled"
  value           if(execution.value < 60 %; 0 %; execution.value * 2)
"""
    result = run_of_towns(tmp_path, text)
    assert "    otherwise -> 2" in trace_text(result.trace("ash", "halved")).splitlines()
    whole = "    otherwise -> execution.value * 2 = 66.6666666666… % * 2 = 133.333333333… %"
    assert whole in trace_text(result.trace("ash", "doubled")).splitlines()


def test_depth_cuts_and_says_so(tmp_path: Path) -> None:
    """With a depth, what is under it is counted instead of shown; the value and its formula stay."""
    trace = run_of_towns(tmp_path).trace("ash", "total")
    none, one = trace_text(trace, depth=0), trace_text(trace, depth=1)
    assert "… 3 operands not shown" in none
    assert "execution " not in none.replace("of execution", "")
    assert len(none.splitlines()) < len(one.splitlines()) < len(trace_text(trace).splitlines())


def test_index_of_human_development(repository: Path, golden: Golden) -> None:
    """The trace of a published index fits on one page of 40 lines, down to the row of each input."""
    path = repository / "methodologies" / "hdi.meth"
    compilation = compile_files([path])
    program = compilation.program
    assert program is not None
    snapshot, _ = read_snapshot(program.lists, program.sources, "units", path.parent)
    assert snapshot is not None
    text = trace_text(run(program, snapshot, [2022]).trace("KAZ", "hdi"))
    assert len(text.splitlines()) <= 40
    lines = [line for line in text.splitlines() if not line.startswith("hdi 2")]
    golden("hdi-kaz-2022.txt", "\n".join(lines) + "\n")
    assert "rounded half up to 3 decimals: 0.801501276318… -> 0.802" in text


def test_cases_end_at_the_first_that_holds(tmp_path: Path) -> None:
    """What stands behind it was not asked, and the trace does not show it as if it were."""
    text = f"""{TOWNS}
quantity size "Size"
  value           first that holds
    when              | value
    budget.plan > 2 KZT | 1
    budget.plan > 1 KZT | 2
    otherwise         | 3
"""
    shown = trace_text(run_of_towns(tmp_path, text).trace("ash", "size"))
    assert "budget.plan > 2 KZT: " in shown
    assert "budget.plan > 1" not in shown
