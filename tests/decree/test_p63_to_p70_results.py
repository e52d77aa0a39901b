"""The evaluation of results and the index of national progress: paragraphs 63-67 and 70."""

from __future__ import annotations

import csv
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tarazy.interpreter.trace import TraceNode
from tests.decree.blocks import FORMER, YEARS, Block

MARKS = {"very_good": 5, "good": 4, "fair": 3, "bad": 2, "very_bad": 1}
OUTSIDE = {"defence", "court_department"}
"""Bodies that annex 2 names for the block of interaction alone."""

MERGED = {
    ("civil_service", 2019): ("civil_service_anticorruption",),
    ("information", 2019): ("information_communications", "social_development"),
    ("digital", 2019): ("digital_defence", "defence_aerospace"),
}
"""Bodies reorganised in the first half of 2019, by their successors: their figures count there."""


@pytest.fixture(scope="module")
def results(decree: Path, decree_data: Path) -> Block:
    """The evaluation of results on invented data."""
    return Block.of(decree / "results.meth", decree_data)


@pytest.fixture(scope="module")
def index(decree: Path, decree_data: Path) -> Block:
    """The index of national progress on invented data."""
    return Block.of(decree / "progress_index.meth", decree_data)


def rounded(value: Fraction) -> Fraction:
    """Half up, one decimal."""
    return Fraction(int(value * 10 + Fraction(1, 2)), 10)


def number(text: object) -> Fraction | None:
    """A number of a workbook: a decimal comma, blanks between thousands."""
    written = "" if text is None else str(text).replace("\u00a0", "").replace(" ", "").replace(",", ".")
    return Fraction(written) if written else None


def facts_of(data: Path, year: int) -> dict[str, Fraction | None]:
    """What bodies reported of the key indicators."""
    rows = load_workbook(data / "data" / f"kpi_facts_{year}.xlsx")["КПР"].iter_rows(min_row=3, values_only=True)
    return {str(code).strip(): number(fact) for code, fact, *_ in rows if code is not None}


def achievement(block: Block, body: str, year: int) -> Fraction | None:
    """The mean degree of the key indicators of a body by hand: at most 100 %, 0 for what is not reported."""
    targets = {
        row["kpi"]: Fraction(row["target"]) for row in block.lines("kpi_targets.csv") if row["year"] == str(year)
    }
    facts, degrees = facts_of(block.folder, year), []
    for row in block.lines("kpi.csv"):
        target, fact = targets.get(row["kpi"]), facts.get(row["kpi"])
        if row["body"] not in (body, *MERGED.get((body, year), ())) or target == 0:
            continue
        if target is None or fact is None:
            degrees.append(Fraction(0))
        elif row["direction"] == "1":
            degrees.append(min(fact / target, Fraction(1)))
        else:
            degrees.append(Fraction(1) if fact == 0 else min(target / fact, Fraction(1)))
    return 100 * sum(degrees, Fraction(0)) / len(degrees) if degrees else None


def opinion(block: Block, body: str, year: int) -> Fraction:
    """The mean mark of the population on a scale of 0 to 100, by hand."""
    bodies = (body, *MERGED.get((body, year), ()))
    rows = [row for row in block.lines("population_survey.csv") if row["body"] in bodies and row["year"] == str(year)]
    answers = sum(int(row["answers"]) for row in rows)
    mean = Fraction(sum(int(row["answers"]) * MARKS[row["answer"]] for row in rows), answers)
    return 100 * (mean - 1) / 4


# ---------------------------------------------------------------- key indicators and the study


@pytest.mark.parametrize("year", YEARS)
def test_p63_total_is_of_key_indicators_and_the_study(results: Block, year: int) -> None:
    """By hand for every body: 80 % of the achievement of the year's targets, 20 % of the study (both illustrative)."""
    assessed = 0
    for body in results.bodies(year):
        if body in OUTSIDE:
            continue
        if year == 2019 and body in FORMER:
            assert results.state("results_total", body, year) == "not applicable"
            continue
        achieved = achievement(results, body, year)
        assert achieved is not None
        assert results.value("kpi_achievement", body, year) == achieved
        expected = rounded(achieved * Fraction(4, 5) + opinion(results, body, year) / 5)
        assert results.value("results_total", body, year) == expected
        assessed += 1
    assert assessed > 30


def test_p63_targets_are_split_by_year(results: Block) -> None:
    """Each key indicator has a target of its own for each year, and it changes from year to year."""
    by_kpi: dict[str, set[str]] = {}
    for row in results.lines("kpi_targets.csv"):
        by_kpi.setdefault(row["kpi"], set()).add(row["target"])
    assert sum(len(targets) > 1 for targets in by_kpi.values()) > len(by_kpi) / 2
    body, year = "health", 2020
    text = results.text("kpi_achievement", body, year)
    targets = [row for row in results.lines("kpi_targets.csv") if row["kpi"].startswith(f"{body}_k")]
    for row in targets:
        if row["year"] == str(year):
            assert f"kpi_targets.план_кпр[{row['kpi']}]" in text


def test_p63_the_administration_assesses(results: Block) -> None:
    """Of every body, itself never among them."""
    for body in ("economy", "akmola", "prosecutor"):
        assert "assessed by administration" in results.text("evaluation_of_results", body)
    assert "administration" not in results.bodies()


def test_p63_annex2_bodies_named_for_results(results: Block) -> None:
    """Rows 1 and 18 name the evaluation of results; rows 12 and 21 do not, and that is the ground."""
    assert results.state("results_total", "prosecutor") == "present"
    assert results.state("results_total", "interior") == "present"
    for body, row in (("defence", 12), ("court_department", 21)):
        assert results.state("results_total", body) == "not applicable"
        assert f"указ annex 2 row {row}" in results.text("results_total", body)


# ---------------------------------------------------------------- methods and values are approved


def test_p65_both_methodologies_are_of_the_order_of_the_administration(decree: Path) -> None:
    """The head of each names paragraph 65 and who approves it."""
    for name in ("results", "progress_index"):
        text = (decree / f"{name}.meth").read_text("utf-8")
        head = text[text.index("методика ") : text.index("модуль ")]
        assert "указ п. 65" in head
        assert "Руководитель Администрации Президента" in head


def index_by_hand(data: Path, year: int) -> Fraction:
    """From the leaves up: goalposts held within 0 and 100, means by the weights."""
    with (data / "data" / "progress_indicators.csv").open(encoding="utf-8") as opened:
        nodes = list(csv.DictReader(opened))
    with (data / "data" / "progress_values.csv").open(encoding="utf-8") as opened:
        values = {
            row["indicator"]: Fraction(row["value"]) for row in csv.DictReader(opened) if row["year"] == str(year)
        }

    def score(node: dict[str, str]) -> Fraction:
        children = [one for one in nodes if one["parent"] == node["indicator"]]
        if children:
            weights = sum(int(one["weight"]) for one in children)
            return sum((score(one) * int(one["weight"]) for one in children), Fraction(0)) / weights
        start, goal = Fraction(node["low"]), Fraction(node["high"])
        if node["direction"] == "-1":
            start, goal = goal, start
        return min(max(100 * (values[node["indicator"]] - start) / (goal - start), Fraction(0)), Fraction(100))

    (root,) = (one for one in nodes if not one["parent"])
    return rounded(score(root))


@pytest.mark.parametrize("year", YEARS)
def test_p65_index_is_computed_from_the_leaves_up(index: Block, year: int) -> None:
    """By hand for each year."""
    assert index.value("index_total", "", year) == index_by_hand(index.folder, year)


def test_p65_trace_of_the_index_opens_to_the_cells(index: Block) -> None:
    """Every leaf has its cell in the trace."""
    text = index.text("index_total", "")
    leaves = {row["indicator"] for row in index.lines("progress_values.csv")}
    assert all(f"index_facts.уровень[{leaf}]" in text for leaf in leaves)
    assert text.count("data/progress_values.csv, row") >= len(leaves)


def test_p66_values_and_lists_are_of_another_act(results: Block, index: Block) -> None:
    """Targets, key indicators and values of the index rest on orders, cited beside paragraphs 66 and 67."""
    program = index.loaded.program
    assert program.parameters["index_plan"].of == "index_total"
    for block, names in ((results, ("kpi_order",)), (index, ("index_values",))):
        assert set(names) <= set(block.loaded.program.acts)
    assert "значения индекса" in index.text("off_plan", "")


def test_p67_approved_values_are_compared_with_what_came_out(index: Block) -> None:
    """The distance from the approved value, and whether it is reached."""
    for year, plan in zip(YEARS, (56, 57, 58, 59), strict=True):
        distance = index.value("index_total", "", year) - plan
        assert index.value("off_plan", "", year) == distance
        expected = "достигнуто" if distance >= 0 else "ниже_утвержденного"
        assert index.rows["", year, "plan_kept"][1] == expected


def test_p66_numbers_of_no_act_are_marked(results: Block, index: Block) -> None:
    """Weights, the cap and edges of grades; results that rest on them say so."""
    marked = {one.code for one in results.loaded.program.illustrations}
    assert {"counted_up_to", "evaluation_of_results", "results_grade"} <= marked
    assert {one.code for one in index.loaded.program.illustrations} == {"index_plan"}
    assert "illustrative" in results.node("results_total", "culture").value.reading.marks


def test_p70_results_are_ranked_within_the_group(results: Block) -> None:
    """What is reported to the President has places, central and local apart."""
    central = [one for one in results.bodies() if results.state("results_place_central", one) == "present"]
    local = [one for one in results.bodies() if results.state("results_place_local", one) == "present"]
    assert len(local) == 17
    assert len(central) == 21 - len(OUTSIDE)
    assert not set(central) & set(local)


def test_p63_key_indicators_of_a_body_are_its_own(results: Block) -> None:
    """The trace of a body shows no indicator of another (p. 22)."""
    node = results.node("kpi_achievement", "culture")
    keys = [one.key for one in node.operands if isinstance(one, TraceNode)]
    assert keys
    assert all("culture_k" in key for key in keys)
