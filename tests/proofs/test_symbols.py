"""Conditions of the solver say what the interpreter computes: for any data both come to the same cell."""

from __future__ import annotations

from functools import cache

import pytest
from flint import fmpq
from hypothesis import given, settings
from hypothesis import strategies as st

from tarazy.dsl.declarations import Example, Expectation, Given
from tarazy.dsl.nodes import Facet
from tarazy.dsl.pipeline import compile_sources
from tarazy.dsl.program import Program
from tarazy.dsl.source import source_of
from tarazy.dsl.states import State
from tarazy.interpreter.cells import Missing
from tarazy.interpreter.examples import cells_expected
from tests.proofs.refuted import HEAD

z3 = pytest.importorskip("z3")

_MIXED = """
list goals
  key             goal
  columns
    aim:          number, 0 decimals
    way:          direction
  rows
    goal | aim | way
    one  | 10  | higher
    two  | 40  | lower

source reached "Goals"
  file            "goals.csv"
  key             region, goal, year
  columns
    fact:         number, 0 decimals, 0 to 100, may be absent

indicator ratio "Ratio"
  better          higher
  value           report.done / report.plan
  zero divisor    not applicable
  points          by line of value
    at   | points
    20 % | 0
    80 % | 10

indicator rounded "Rounded"
  better          higher
  value           report.health * 7 - 3
  round           half up, 1 decimal
  points          by bands of value
    from | below | points
         | 0     | 1
    0    | 2     | 4
    2    |       | 10

indicator goal_points "Goals"
  for each        goals as goal
  better          goal.way
  value           reached.fact
  no data         not counted
  points          first that holds
    when                     | points
    reaches(value; goal.aim) | 10
    value = 0                | 2
    otherwise                | limit(value / 10; from 1; to 6)

criterion goals_mean "Mean of goals"
  value           mean(goal_points; over goals; only has(goal_points))
  nothing to count  not applicable

deduction wrong "Wrong"
  value           if(report.kind = special; 2 * report.wrong; report.wrong)
  not more than   5 points

score total "Total"
  weighted mean
    ratio:        50 %
    rounded:      30 %
    goals_mean:   20 %
  needs           50 % of weight, otherwise not computed
  not applicable members  weights rescaled
  less            wrong
  round           half even, 2 decimals
"""

_SHARES = st.integers(0, 1000).map(lambda tenths: fmpq(tenths, 10))
_CELLS = st.fixed_dictionaries(
    {
        "report.done": _SHARES,
        "report.plan": st.one_of(st.just(fmpq(0)), _SHARES),
        "report.health": st.integers(0, 100).map(lambda hundredths: fmpq(hundredths, 100)),
        "report.wrong": st.integers(0, 6).map(fmpq),
        "report.kind": st.sampled_from(["plain", "special"]),
        "reached.fact one": st.one_of(st.none(), st.integers(0, 100).map(fmpq)),
        "reached.fact two": st.one_of(st.none(), st.integers(0, 100).map(fmpq)),
    }
)


@cache
def mixed() -> Program:
    """The methodology, compiled once."""
    compilation = compile_sources([source_of("demo.meth", HEAD + _MIXED)])
    assert compilation.program is not None, [str(one) for one in compilation.findings]
    return compilation.program


def computed(cells: dict[str, object]) -> object:
    """What the interpreter gives for the score."""
    program = mixed()
    span = program.computed["total"].span
    rows = []
    for name, cell in cells.items():
        target, _, element = name.partition(" ")
        elements = (("goals", element),) if element else ()
        value = State.ABSENT if cell is None else cell
        rows.append(Given(target, "value", elements, None, value, span))  # type: ignore[arg-type] # a number or a word
    expected = Expectation("total", "result", (), None, fmpq(0), (), None, span)
    found = cells_expected(program, Example("", (), None, tuple(rows), (expected,), span))[0]
    return found.state if isinstance(found, Missing) else getattr(found, "value", found)


def symbolic(cells: dict[str, object]) -> object:
    """What the conditions of the solver leave for the score, once the data are fixed."""
    from tarazy.dsl.proofs.computed import facet_symbol
    from tarazy.dsl.proofs.elements import WrittenElements
    from tarazy.dsl.proofs.expressions import new_scene
    from tarazy.dsl.proofs.inputs import DatumInput, Spot
    from tarazy.dsl.proofs.row_cells import number_of
    from tarazy.dsl.proofs.symbols import real

    program = mixed()
    scene = new_scene(program, WrittenElements(program.lists))
    symbol = facet_symbol(scene, "total", Facet.RESULT, Spot())
    solver = z3.Solver()
    solver.add(*scene.domain, *scene.grids, *(condition for _, condition in scene.curved))
    for one in scene.inputs.values():
        assert isinstance(one, DatumInput)
        name = " ".join((f"{one.source}.{one.column.name}", *(code for _, code in one.elements)))
        cell = cells[name]
        if cell is None:
            solver.add(one.symbol.states[State.ABSENT])
            continue
        solver.add(one.symbol.present)
        solver.add(one.symbol.term == (real(cell) if isinstance(cell, fmpq) else scene.word(str(cell))))
    assert solver.check() == z3.sat
    model = solver.model()
    for state, here in symbol.states.items():
        if z3.is_true(model.eval(here, model_completion=True)):
            return state
    return number_of(model.eval(symbol.term, model_completion=True))


@pytest.fixture(autouse=True, scope="module")
def _compiled() -> None:
    """What is imported and compiled at first use is there before the law is tried."""
    cells: dict[str, object] = dict.fromkeys(("report.done", "report.plan", "report.health", "report.wrong"), fmpq(1))
    cells |= {"report.kind": "plain", "reached.fact one": None, "reached.fact two": None}
    symbolic(cells)
    computed(cells)


@settings(deadline=None, max_examples=60)
@given(_CELLS)
def test_the_solver_and_the_interpreter_agree(cells: dict[str, object]) -> None:
    """Law: with all data fixed, the conditions of the solver leave one solution: the cell of the interpreter."""
    assert symbolic(cells) == computed(cells)
