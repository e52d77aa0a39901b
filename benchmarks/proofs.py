"""Proofs of a methodology of 60 indicators with penalties, beside a bare process of the solver.

``python -m benchmarks.proofs FOLDER`` writes the methodology; every proof of it takes at most 10 seconds.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measuring import Measured, command, measured

INDICATORS = 60
PER_CRITERION = 6

_HEAD = """\
methodology rating "Rating with penalties"
  version         1
  in force from   2024-01-01
  period          year
  evaluates       regions

list regions
  file            "regions.csv"
  key             region

source report "Report"
  file            "report.csv"
  key             region, year
  columns
"""

_COLUMNS = """\
    done_{n}:     number, 1 decimal, 0 to 10_000
    planned_{n}:  number, 1 decimal, 0 to 10_000, may be absent
"""

_PENALTIES = """\
    overdue:    number, 0 decimals, 0 to 1_000
    distorted:  number, 0 decimals, 0 to 1_000

every indicator
  better          higher
  no data         0 points
"""

_BY_BANDS = """
indicator i{n} "Indicator {n}"
  value           report.done_{n} / report.planned_{n}
  zero divisor    not applicable
  points          by bands of value
    from | below | points
         | 50 %  | 0
    50 % | 75 %  | 40
    75 % | 95 %  | 70
    95 % |       | 100
"""

_BY_PROGRESS = """
indicator i{n} "Indicator {n}"
  value           report.done_{n}
  points          100 * progress(value; from 100; to {top})
  not less than   0 points
  not more than   100 points
  round           half up, 1 decimal
"""

_BY_CASES = """
indicator i{n} "Indicator {n}"
  better          lower
  value           report.done_{n}
  points          first that holds
    when                                 | points
    value < 100 and report.planned_{n} > 0 | 100
    value < 1000                         | 50
    otherwise                            | 0
"""

_CRITERION = """
criterion c{c} "Criterion {c}"
  mean            {members}
  not applicable members  divided by those taking part
"""

_SCORE = """
deduction overdue "Overdue reports"
  value           0.5 * report.overdue
  not more than   60 points

deduction distorted "Distorted data"
  value           2 * report.distorted
  not more than   60 points

score total "Total"
  weighted mean
{weights}
  not applicable members  weights rescaled
  less            overdue, distorted

grade level of total
  from      | below     | grade
            | 50 points | low
  50 points | 80 points | middle
  80 points |           | high
"""


def methodology_text() -> str:
    """The methodology: a third of the indicators by bands of a ratio, by progress, by cases."""
    forms = (_BY_BANDS, _BY_PROGRESS, _BY_CASES)
    numbers = range(1, INDICATORS + 1)
    criteria = range(1, INDICATORS // PER_CRITERION + 1)
    text = _HEAD + "".join(_COLUMNS.format(n=n) for n in numbers) + _PENALTIES
    text += "".join(forms[n % len(forms)].format(n=n, top=1_000 + n) for n in numbers)
    for c in criteria:
        members = ", ".join(f"i{n}" for n in numbers if (n - 1) // PER_CRITERION == c - 1)
        text += _CRITERION.format(c=c, members=members)
    weights = "\n".join(f"    c{c}:{' ' * (8 - len(str(c)))}{100 // len(criteria)} %" for c in criteria)
    return text + _SCORE.format(weights=weights)


def proofs() -> Iterator[Measured]:
    """All proofs of it, from a cold start, beside the start of the solver."""
    solver = command(sys.executable, "-c", "import z3; z3.Solver().check()")
    with TemporaryDirectory() as name:
        path = Path(name) / "rating.meth"
        path.write_text(methodology_text(), encoding="utf-8")
        tarazy = str(Path(sys.executable).with_name("tarazy"))
        proving = command(tarazy, "prove", str(path))
        yield measured(f"`prove` of {INDICATORS} indicators with penalties", proving, "start of the solver", solver)


if __name__ == "__main__":
    Path(sys.argv[1], "rating.meth").write_text(methodology_text(), encoding="utf-8")
