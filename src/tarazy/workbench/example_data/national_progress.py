"""The index of national progress: its tree of indicators with their goalposts, and the values of the leaves."""

from __future__ import annotations

from collections.abc import Iterator

from tarazy.workbench.example_data.delimited import Row, csv_file, decimal
from tarazy.workbench.example_data.setting import DataFile, Setting

_ROOT = "progress"
_TREE = (
    (
        "economy",
        30,
        (("gdp_per_capita", 40, 4_000, 30_000, 1), ("productivity", 35, 10, 80, 1), ("unemployment", 25, 2, 15, -1)),
    ),
    ("society", 30, (("life_expectancy", 50, 55, 85, 1), ("poverty", 30, 0, 30, -1), ("schooling", 20, 6, 16, 1))),
    ("state", 20, (("satisfaction", 60, 20, 90, 1), ("corruption_perception", 40, 20, 80, 1))),
    ("nature", 20, (("clean_air", 50, 30, 95, 1), ("emissions", 50, 2, 20, -1))),
)
"""Branches with their weights, and of each the leaves: weight, lower and upper goalpost, direction."""


def progress_files(setting: Setting) -> tuple[DataFile, ...]:
    """The tree, and the values."""
    head = ("indicator", "parent", "weight", "low", "high", "direction")
    return (
        csv_file("progress_indicators.csv", head, _indicators),
        csv_file("progress_values.csv", ("indicator", "year", "value"), lambda: _values(setting)),
    )


def _indicators() -> Iterator[Row]:
    yield _ROOT, "", 100, "", "", ""
    for branch, weight, leaves in _TREE:
        yield branch, _ROOT, weight, "", "", ""
        for leaf, of_leaf, low, high, direction in leaves:
            yield leaf, branch, of_leaf, low, high, direction


def _values(setting: Setting) -> Iterator[Row]:
    draws = setting.draws
    for _, _, leaves in _TREE:
        for leaf, _, low, high, direction in leaves:
            reached = draws.between(4_000, 6_500, "reached", leaf)
            for year in setting.years:
                way = reached + draws.between(-100, 250, "step", leaf, year) * (year - setting.years[0])
                share = way if direction > 0 else 10_000 - way
                yield leaf, year, decimal(low * 100 + (high - low) * share // 100, 2)
