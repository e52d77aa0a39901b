"""A composite index of 50 units × 50 indicators in 4 levels, on synthetic data, beside the same in plain Python.

Indicators are normalised between the extremes of the units and go up by weighted means: pillars, sub-indices, index.
``python -m benchmarks.composite_index FOLDER`` writes ``composite.meth`` and its data, the same bytes each time.
"""

from __future__ import annotations

import csv
import sys
import tempfile
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from random import Random

import tarazy
from benchmarks.measuring import Measured, call, measured
from tarazy.interpreter.run import RunResult, run

UNITS = 50
INDICATORS = 50
PILLARS = 10
SUB_INDICES = 3
PERIOD = 2024

PROGRAM = """\
methodology composite "Composite index on synthetic data"
  version         1
  in force from   2020-01-01
  period          year
  evaluates       units

module normalisation

list units "Units"
  file            "units.csv"
  key             unit

list nodes "Nodes of the index"
  file            "nodes.csv"
  key             node
  columns
    parent:       nodes, may be absent
    level:        one of index, sub_index, pillar, indicator
    better:       direction, coded 1 = higher, -1 = lower
    weight:       number, 0 decimals, 1 to 5

source statistics "Statistics"
  file            "statistics.csv"
  key             unit, node, year
  columns
    figure:       number, 2 decimals, 0 to 10_000, may be absent

quantity levels "Indicators between the extremes of the units, from 0 to 100, and what is above them"
  for each        nodes as node
  from the leaves up
  value           if(node.level = indicator; 100 * normalised; weighted mean(levels; weight node.weight; over children))
  where
    normalised:   min_max_directed(statistics.figure; better node.better; over units)  "from 0 to 1"
  all equal       not applicable
  not applicable members  weights rescaled
  needs           1, otherwise not applicable
  no data         not applicable

score total "Index"
  value           levels[index]
  shown with      2 decimals
"""


def nodes() -> Iterator[tuple[str, str, str, str, int]]:
    """Code, parent, level, direction and weight of each node, the root first."""
    random = Random(4)  # noqa: S311 - made-up data, the same each time
    yield "index", "", "index", "1", 1
    for number in range(SUB_INDICES):
        yield f"sub_{number}", "index", "sub_index", "1", random.randint(1, 5)
    for number in range(PILLARS):
        yield f"pillar_{number}", f"sub_{number % SUB_INDICES}", "pillar", "1", random.randint(1, 5)
    for number in range(INDICATORS):
        yield (
            f"indicator_{number}",
            f"pillar_{number % PILLARS}",
            "indicator",
            random.choice(("1", "-1")),
            random.randint(1, 5),
        )


def values() -> Iterator[tuple[str, str, int, str]]:
    """Unit, indicator, year and value; one in thirty is absent."""
    random = Random(5)  # noqa: S311 - made-up data, the same each time
    for unit in range(UNITS):
        for number in range(INDICATORS):
            text = f"{random.randint(0, 1_000_000) / 100:.2f}" if random.randrange(30) else ""
            yield f"unit_{unit}", f"indicator_{number}", PERIOD, text


def write(folder: Path) -> None:
    """The methodology and its data, into `folder`."""
    folder.joinpath("composite.meth").write_text(PROGRAM, encoding="utf-8")
    tables = {
        "units.csv": (("unit",), [(f"unit_{number}",) for number in range(UNITS)]),
        "nodes.csv": (("node", "parent", "level", "better", "weight"), nodes()),
        "statistics.csv": (("unit", "node", "year", "figure"), values()),
    }
    for name, (header, rows) in tables.items():
        with folder.joinpath(name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([header, *rows])


def by_fractions() -> dict[str, Fraction]:
    """The index of each unit, computed with rationals by hand."""
    table = {code: (parent, better, weight) for code, parent, _, better, weight in nodes()}
    read = {(unit, node): Fraction(text) for unit, node, _, text in values() if text}
    ends = {
        node: (min(numbers), max(numbers))
        for node in table
        if (numbers := [value for (_, other), value in read.items() if other == node])
    }
    return {f"unit_{number}": _index(f"unit_{number}", "index", table, read, ends) for number in range(UNITS)}


def _index(
    unit: str,
    node: str,
    table: dict[str, tuple[str, str, int]],
    read: dict[tuple[str, str], Fraction],
    ends: dict[str, tuple[Fraction, Fraction]],
) -> Fraction:
    parts = [
        (weight, _index(unit, child, table, read, ends))
        for child, (parent, _, weight) in table.items()
        if parent == node and (child not in ends or (unit, child) in read)
    ]
    if not parts:
        low, high = ends[node]
        share = (read[unit, node] - low) / (high - low)
        return 100 * (share if table[node][1] == "1" else 1 - share)
    return sum((weight * value for weight, value in parts), Fraction(0)) / sum(weight for weight, _ in parts)


def composite_index() -> Iterator[Measured]:
    """The build from the snapshot to every value of all levels, then with the table of all values."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder)
        loaded = tarazy.load(str(folder / "composite.meth"))
        read = loaded.run(period=PERIOD)

        def built() -> RunResult:
            new = run(read.program, read.snapshot, (PERIOD,))
            for value in new.values():
                new.evaluation.result(value.name, value.place)
            return new

        by_hand = call(by_fractions)
        peer = "`fractions`, by hand"
        size = f"{UNITS} units × {INDICATORS} indicators in 4 levels"
        yield measured(f"build an index of {size}", call(built), peer, by_hand)
        yield measured("the same with the table of all values", call(lambda: built().scores), peer, by_hand)
        yield measured("the same from its files", call(lambda: loaded.run(period=PERIOD).scores), peer, by_hand)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
