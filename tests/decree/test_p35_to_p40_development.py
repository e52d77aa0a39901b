"""The block of organisational development: paragraphs 35-40, and annex 2 within it."""

from __future__ import annotations

import re
import shutil
from collections import defaultdict
from fractions import Fraction
from pathlib import Path

import pytest

from tarazy.dsl.pipeline import compile_files
from tarazy.interpreter.examples import run_examples
from tests.decree.blocks import FORMER, YEARS, Block, on_line, only_of, unmarked_numbers

PARTS = ["personnel_part", "technology_part"]
OUTSIDE = {"prosecutor": 1, "national_bank": 3, "defence": 12, "interior": 18, "court_department": 21}
HUNDRED = Fraction(100)
STAFF = {"уволено": "Уволено", "штат": "Штат", "по конкурсу": "Принято по конкурсу", "принято": "Принято всего"}


@pytest.fixture(scope="module")
def block(decree: Path, decree_data: Path) -> Block:
    """The block, run on invented data."""
    return Block.of(decree / "development.meth", decree_data)


def staff_of(block: Block, year: int = 2020) -> dict[str, list[dict[str, Fraction]]]:
    """The figures of each unit, by body."""
    owner = {row["unit"]: row["body"] for row in block.lines("units.csv")}
    found: dict[str, list[dict[str, Fraction]]] = defaultdict(list)
    for row in block.lines("staff.csv", "kz1048", ";"):
        if row["Год"] == str(year):
            figures = {name: Fraction(row[title]) for name, title in STAFF.items()}
            found[owner[row["Код подразделения"]]].append(figures)
    return found


# ---------------------------------------------------------------- what the block is made of


def test_p35_the_block_has_the_parts_of_the_paragraph(block: Block) -> None:
    """Management of personnel and use of information technologies; a total from 0 to 100."""
    for body in ("culture", "akmola"):
        assert block.members("organisational_development", body) == PARTS
    for year in YEARS:
        totals = block.points("development_total", year)
        unassessed = set(block.bodies(year)) - set(OUTSIDE) - set(totals)
        assert unassessed <= (FORMER if year == 2019 else set())
        assert all(0 <= total <= 100 for total in totals.values())
        assert len(set(totals.values())) > 20


def test_p35_turnover_is_that_of_all_units_together(block: Block) -> None:
    """Those who left in all units, of the posts of all units: a large unit weighs more."""
    for body, units in staff_of(block).items():
        if body not in OUTSIDE and body in block.bodies():
            turnover = Fraction(sum(one["уволено"] for one in units), sum(one["штат"] for one in units))
            expected = on_line(turnover, (Fraction(1, 20), HUNDRED), (Fraction(3, 10), Fraction(0)))
            assert block.value("turnover", body) == expected


@pytest.mark.parametrize("way", ["по_среднему", "по_худшему"])
def test_p40_another_roll_up_of_units_is_one_word(way: str, block: Block, decree: Path, tmp_path: Path) -> None:
    """What no act settles is a choice: the mean of the units, or the worst of them, gives another figure."""
    shutil.copytree(decree, tmp_path / "decree", ignore=shutil.ignore_patterns("data"))
    path = tmp_path / "decree" / "development.meth"
    written = path.read_text("utf-8")
    path.write_text(re.sub(r"(  значение +)по_суммам\n", rf"\g<1>{way}\n", written), "utf-8")
    assert path.read_text("utf-8") != written
    other = Block.of(path, block.folder)
    changed = 0
    for body, units in staff_of(block).items():
        if body in OUTSIDE or body not in block.bodies():
            continue
        turnovers = [one["уволено"] / one["штат"] for one in units]
        value = max(turnovers) if way == "по_худшему" else Fraction(sum(turnovers), len(turnovers))
        expected = on_line(value, (Fraction(1, 20), HUNDRED), (Fraction(3, 10), Fraction(0)))
        assert other.value("turnover", body) == expected
        changed += expected != block.value("turnover", body)
    assert changed > 5


def test_p35_competition_counts_by_those_taken_on(block: Block) -> None:
    """Taken on by competition in all units, of all that were taken on; nobody taken on is no zero."""
    for body, units in staff_of(block).items():
        if body not in OUTSIDE and body in block.bodies():
            hired = sum(one["принято"] for one in units)
            if hired:
                expected = 100 * Fraction(sum(one["по конкурсу"] for one in units), hired)
                assert block.value("competition", body) == expected
            else:
                assert block.state("competition", body) == "not applicable"


@pytest.mark.parametrize(
    ("file", "name", "kind"),
    [
        ("assignments_administration.csv", "administration_in_time", "control of the Administration of the President"),
        ("assignments_pm_office.csv", "pm_office_in_time", "control of the Office of the Prime Minister"),
    ],
)
def test_p7_3_p7_4_assignments_count_when_done_in_time_and_not_returned(
    file: str, name: str, kind: str, block: Block
) -> None:
    """Every body: of those due in the year; what was never done is not done in time."""
    due: dict[str, list[bool]] = defaultdict(list)
    for row in block.lines(file):
        if row["due"].startswith("2020"):
            done = bool(row["done"]) and row["done"] <= row["due"] and row["returned"] == "0"
            due[row["body"]].append(done)
    for body in set(block.bodies()) - set(OUTSIDE):
        if due[body]:
            assert block.value(name, body) == 100 * Fraction(sum(due[body]), len(due[body]))
        else:
            assert block.state(name, body) == "not applicable"
    assert kind in block.text(name, "culture")


def test_p7_2_violations_are_those_of_the_inspections_of_the_year(block: Block) -> None:
    """Violations an inspection, grave ones twice."""
    found: dict[str, list[int]] = defaultdict(list)
    for row in block.lines("inspections.csv"):
        if row["date"].startswith("2020"):
            found[row["body"]].append(int(row["violations"]) + int(row["serious"]))
    for body in set(block.bodies()) - set(OUTSIDE):
        if found[body]:
            mean = Fraction(sum(found[body]), len(found[body]))
            expected = on_line(mean, (Fraction(0), HUNDRED), (Fraction(5), Fraction(0)))
            assert block.value("inspection_violations", body) == expected


def test_p35_information_systems_count_one_by_one(block: Block) -> None:
    """Integrated and documented, of the systems that the body had in the year."""
    systems: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for row in block.lines("information_systems.csv"):
        if row["year"] == "2020":
            systems[row["body"]].append((int(row["integrated"]), int(row["documented"])))
    for body in set(block.bodies()) - set(OUTSIDE):
        if systems[body]:
            whole = len(systems[body])
            assert block.value("systems_integrated", body) == 100 * Fraction(sum(a for a, _ in systems[body]), whole)
            assert block.value("systems_documented", body) == 100 * Fraction(sum(b for _, b in systems[body]), whole)


# ---------------------------------------------------------------- p. 36-40: who assesses, who approves


@pytest.mark.parametrize(
    ("part", "body", "assessor"),
    [
        ("personnel_part", "culture", "civil_service"),
        ("personnel_part", "civil_service", "administration"),
        ("personnel_part", "digital", "civil_service"),
        ("technology_part", "akmola", "digital"),
        ("technology_part", "civil_service", "digital"),
        ("technology_part", "digital", "pm_office"),
    ],
)
def test_p36_p37_p38_each_part_has_its_assessor(part: str, body: str, assessor: str, block: Block) -> None:
    """The two roles of p. 36, and the two bodies that hold them, assessed by the Administration and by the Office."""
    assert assessor in block.node(part, body).assessor


def test_p39_the_conclusion_on_personnel_is_handed_to_the_body_for_informatisation(block: Block) -> None:
    """And to nobody the other one; a service integrator helps with technologies (p. 36)."""
    by_part = block.loaded.program.resolved.assessors
    assert [by_part[part].leads for part in PARTS] == ["информатизация", ""]
    assert by_part["technology_part"].supported_by == ("service_integrator",)


def test_p40_the_methodology_says_who_approves_and_agrees(block: Block) -> None:
    """P. 40 names two bodies, p. 19 two more."""
    law = dict(block.loaded.program.resolved.lines_of_law[("methodology", "development")])
    assert "информатизации совместно с органом по делам государственной службы" in law["approved_by"]
    assert "рабочий орган Комиссии" in law["agreed_with"]


def test_p22_a_body_is_measured_by_its_own_activity(block: Block, decree: Path, tmp_path: Path) -> None:
    """What other bodies did changes nothing: without their rows, every value of the body is the same."""
    alone = Block.of(decree / "development.meth", only_of("culture", block.folder, tmp_path / "alone"))
    own = {key: value for key, value in block.rows.items() if key[0] == "culture"}
    assert own
    assert {key: value for key, value in alone.rows.items() if key[0] == "culture"} == own


# ---------------------------------------------------------------- annex 2


@pytest.mark.parametrize("body", OUTSIDE)
def test_annex2_five_bodies_are_not_assessed_in_this_block(body: str, block: Block) -> None:
    """Rows 1, 3, 12, 18 and 21: the whole block does not apply, with the row as its ground."""
    for name in ("development_total", "organisational_development", *PARTS, "turnover", "systems_integrated"):
        assert block.state(name, body) == "not applicable"
    assert f"указ annex 2 row {OUTSIDE[body]}" in block.text("development_total", body)


# ---------------------------------------------------------------- the file


def test_p20_3_examples_hold_and_no_number_passes_for_law(decree: Path) -> None:
    """Cases worked by hand; every number that no act gives says that it is illustrative."""
    path = decree / "development.meth"
    assert path.read_text("utf-8").count("\nпример ") >= 8
    program = compile_files([path]).program
    assert program is not None
    assert not [one for one in run_examples(program) if one.findings]
    assert unmarked_numbers(path) == []
