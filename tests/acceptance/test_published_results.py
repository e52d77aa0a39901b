"""The two real methodologies give what was published, value for value."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

import tarazy
from tarazy.interpreter.results import ScoreRow
from tarazy.interpreter.trace_text import trace_text

METHODOLOGIES = Path(__file__).resolve().parent.parent.parent / "methodologies"
Table = Mapping[tuple[str, str, str, str], ScoreRow]


def published(name: str) -> list[dict[str, str]]:
    """Rows of a file of published results."""
    with (METHODOLOGIES / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def computed(name: str) -> Table:
    """Every value of a methodology for every period, by body, period, element and name."""
    result = tarazy.load(str(METHODOLOGIES / name)).run()
    return {(row.body, row.period, row.element, row.name): row for row in result.scores}


@pytest.fixture(scope="module")
def hdi() -> Table:
    """The Human Development Index, 1990 to 2022."""
    return computed("hdi.meth")


@pytest.fixture(scope="module")
def hvbp() -> Table:
    """Hospital Value-Based Purchasing, fiscal year 2024."""
    return computed("hvbp.meth")


def test_the_index_of_2022_its_ranks_and_groups_are_those_published(hdi: Table) -> None:
    """193 values to 3 decimals, 193 ranks and 192 groups; two countries without data have none of the three."""
    values = ranks = groups = 0
    for row in published("hdi/expected.csv"):
        value, rank, group = (hdi[row["iso3"], "2022", "", name] for name in ("hdi", "hdi_rank", "development_group"))
        if not row["hdi"]:
            assert {value.state, rank.state, group.state} == {"not computed"}
            continue
        values += Decimal(value.value) == Decimal(row["hdi"])
        ranks += rank.value == row["rank"]
        groups += bool(row["group"]) and group.value == row["group"]
    assert (values, ranks, groups) == (193, 193, 192)


def test_the_whole_series_is_that_published(hdi: Table) -> None:
    """6,171 values of countries and of aggregates of countries, 1990 to 2022."""
    rows = published("hdi/expected_series.csv")
    equal = sum(Decimal(hdi[row["iso3"], row["year"], "", "hdi"].value) == Decimal(row["hdi"]) for row in rows)
    assert (equal, len(rows)) == (6171, 6171)


POINTS = {"ach": "achievement", "imp": "improvement", "score": "measure_score"}
WHOLE = {"person_base": "person_base", "person_consistency": "consistency"}


def test_every_point_of_every_hospital_and_measure_is_that_published(hvbp: Table) -> None:
    """130,246 achievement, improvement and measure points; where none is published none is computed."""
    points = 0
    for row in published("hvbp/expected_points.csv"):
        for column, expected in row.items():
            measure, _, kind = column.rpartition("_")
            if kind in POINTS and column not in WHOLE:
                found = hvbp[row["facility"], "2024", measure, POINTS[kind]]
                assert found.value == expected, (row["facility"], column)
                points += bool(expected)
    assert points == 130_246


def test_base_and_consistency_points_are_those_published(hvbp: Table) -> None:
    """2,467 hospitals with both; the others have neither."""
    both = 0
    for row in published("hvbp/expected_points.csv"):
        found = [hvbp[row["facility"], "2024", "", name].value for name in WHOLE.values()]
        assert found == [row[column] for column in WHOLE]
        both += all(found)
    assert both == 2_467


def test_domain_scores_and_totals_are_those_published(hvbp: Table) -> None:
    """All 2,474 totals and every domain score, to the digits published (at most ten significant)."""
    totals = 0
    for row in published("hvbp/expected.csv"):
        for name in ("clinical", "person", "safety", "efficiency", "total"):
            found = hvbp[row["facility"], "2024", "", name].value
            assert bool(found) == bool(row[name]), (row["facility"], name)
            if found:
                assert abs(Decimal(found) - Decimal(row[name])) <= Decimal("1e-6"), (row["facility"], name)
        totals += bool(row["total"])
    assert totals == 2_474


def test_hospitals_without_a_domain_show_its_weight_spread_over_the_others() -> None:
    """437 hospitals have three of four domains: the trace of their total says that 25 % became a third."""
    result = tarazy.load(str(METHODOLOGIES / "hvbp.meth")).run()
    missing = [
        row["facility"]
        for row in published("hvbp/expected.csv")
        if sum(not row[name] for name in ("clinical", "person", "safety", "efficiency")) == 1
    ]
    shown = sum("weights rescaled: 25 % -> 1/3" in trace_text(result.trace(body, "total"), depth=1) for body in missing)
    assert (shown, len(missing)) == (437, 437)
