"""Functions of the standard library called on invented data: a program with a quantity for each call, and its cells.

Bodies are `units`; source `data` has the columns x and y (any sign), p (above 0) and z (0 or above), each of which may
be absent; source `matrix` has v for each unit and indicator, and the list `indicators` the weights w.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cache
from pathlib import Path

import mpmath
from attrs import frozen
from flint import fmpq
from hypothesis import strategies as st

from tarazy.dsl.pipeline import compile_files
from tarazy.dsl.program import Program
from tarazy.dsl.states import State
from tarazy.interpreter.cells import Cell, Marked, Missing, number
from tarazy.interpreter.evaluation import RECURSION, Evaluation
from tarazy.interpreter.exact import Number, compare
from tarazy.interpreter.example_data import ExampleData
from tarazy.interpreter.meaning.places import Entry

mpmath.mp.dps = 60
sys.setrecursionlimit(RECURSION)

YEAR = 2024
WEIGHTS = (Fraction(1), Fraction(2), Fraction(5, 2))

_TEXT = """\
methodology called "Functions called"
  version         1
  in force from   2020-01-01
  period          year
  evaluates       units

{modules}
list units "Units"
  file            "units.csv"
  key             unit

list indicators "Indicators"
  rows
    indicator | w
    i1        | 1
    i2        | 2
    i3        | 2.5
  key             indicator
  columns
    w:            number, 1 decimal, 0 to 10

source data "Data"
  file            "data.csv"
  key             unit, year
  columns
    x:            number, 3 decimals, -1000 to 1000, may be absent
    y:            number, 3 decimals, -1000 to 1000, may be absent
    p:            number, 3 decimals, above 0 to 1000, may be absent
    z:            number, 3 decimals, 0 to 1000, may be absent

source matrix "Matrix"
  file            "matrix.csv"
  key             unit, indicator, year
  columns
    v:            number, 3 decimals, above 0 to 1000
    gap:          number, 3 decimals, above 0 to 1000, may be absent

quantity called "The call"
  value           {call}
  zero divisor    not applicable
  all equal       not counted
  nothing to count  not computed
"""


@cache
def program(call: str, *modules: str) -> Program:
    """The checked program of one call."""
    text = _TEXT.format(call=call, modules="".join(f"module {name}\n" for name in modules))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "called.meth"
        path.write_text(text, encoding="utf-8")
        compilation = compile_files([path])
    assert compilation.program is not None, "\n".join(map(str, compilation.findings.errors))
    return compilation.program


@frozen
class Called:
    """Cells of a call by unit."""

    cells: tuple[Cell, ...]

    @property
    def known(self) -> list[Number]:
        """The cells that are numbers."""
        return [number(cell) for cell in self.cells if not isinstance(cell, Missing | Marked)]

    @property
    def numbers(self) -> list[Number]:
        """The cells, all of which are numbers but those of units whose own value is absent."""
        assert set(self.states) <= {None, State.ABSENT}, self.cells
        assert self.known
        return self.known

    @property
    def states(self) -> list[State | None]:
        """States of the cells; ``None`` for a number."""
        return [cell.state if isinstance(cell, Missing) else None for cell in self.cells]


def called(
    call: str,
    *modules: str,
    columns: Mapping[str, Sequence[Fraction | None]],
    rows: Sequence[Sequence[Fraction | None]] = (),
    column: str = "v",
) -> Called:
    """Cells of a call where the columns of `data` have those values, and `matrix` those rows, unit by unit."""
    checked = program(call, *modules)
    count = max([len(rows), *(len(values) for values in columns.values())])
    units = tuple(f"u{place}" for place in range(count))
    data = ExampleData(checked, units, YEAR, None)
    for name, values in columns.items():
        for unit, value in zip(units, values, strict=True):
            data.give("data", name, (unit, YEAR), _cell(value))
    for unit, row in zip(units, rows, strict=False):
        for place, value in enumerate(row, start=1):
            data.give("matrix", column, (unit, f"i{place}", YEAR), _cell(value))
    evaluation = Evaluation(checked, data)
    axes = checked.axes
    entries: list[dict[str, Entry]] = [{axes[0]: unit, "period": YEAR} for unit in units]
    places = [tuple(named.get(axis) for axis in axes) for named in entries]
    return Called(tuple(evaluation.result("called", place) for place in places))


def _cell(value: Fraction | None) -> Cell:
    return Missing(State.ABSENT) if value is None else fmpq(value.numerator, value.denominator)


def exactly(value: Number) -> Fraction:
    """A rational cell as a fraction."""
    assert isinstance(value, fmpq)
    return Fraction(int(value.p), int(value.q))


def near(value: Number, reference: mpmath.mpf, digits: int = 50) -> bool:
    """Whether a cell agrees with `reference` to that many digits after the point, relative to numbers above 1."""
    numerator, exponent = abs(mpmath.mpf(reference)).man_exp
    exact = fmpq(int(numerator)) * fmpq(2) ** int(exponent) * (-1 if reference < 0 else 1)
    allowed = max(abs(exact), fmpq(1)) / fmpq(10) ** digits
    return compare(value, exact - allowed) >= 0 and compare(value, exact + allowed) <= 0


def mpf(value: Fraction | float) -> mpmath.mpf:
    """A fraction, or a number that is one exactly, with 60 digits."""
    exact = Fraction(value)
    return mpmath.mpf(exact.numerator) / exact.denominator


# ---------------------------------------------------------------- inputs

_NUMBERS = st.one_of(
    st.integers(-3, 3).map(Fraction),
    st.integers(-1_000_000, 1_000_000).map(lambda whole: Fraction(whole, 1000)),
)
POSITIVE = st.one_of(
    st.integers(1, 4).map(Fraction), st.integers(1, 1_000_000).map(lambda whole: Fraction(whole, 1000))
)

values = st.lists(_NUMBERS, min_size=1, max_size=9)
"""Groups of 1 to 9, with ties often enough."""

values_with_gaps = st.lists(st.one_of(_NUMBERS, st.none()), min_size=1, max_size=9).filter(
    lambda found: any(value is not None for value in found)
)
"""Groups of which some may be absent, but not all."""

positive_values = st.lists(POSITIVE, min_size=1, max_size=9)


def present(found: Sequence[Fraction | None]) -> list[Fraction]:
    """What is not absent."""
    return [value for value in found if value is not None]
