"""Who evaluates and when, what can be proved: paragraphs 8, 9, 12, 21, 25, 26, 41, 44, 46, 48 and 58."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tarazy.dsl.assessor_matrix import Answer, bodies_in_text, matrix
from tarazy.dsl.names.resolved import Resolved
from tarazy.workbench.cli import main
from tests.decree.blocks import Block
from tests.decree.matrix import BLOCKS, resolved

SYSTEM = {
    "administration",
    "pm_office",
    "planning",
    "civil_service_affairs",
    "budget_execution",
    "legal_statistics",
    "informatisation",
    "information_sphere",
}
"""The eight of p. 13, by code: two bodies, and six roles."""
METHODOLOGIES = ("goals_2019", "goals_2020", "interaction", "development", "results", "recheck", "schedule")


@pytest.fixture
def deadlines(decree: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, dict[str, Any]]:
    """The deadlines of the schedule, by code."""
    assert main(["schedule", str(decree / "schedule.meth"), "--format", "json", "--lang", "ru"]) == 0
    return {one["name"]: one for one in json.loads(capsys.readouterr().out)["deadlines"]}


@pytest.fixture(scope="module")
def interaction(decree: Path, decree_data: Path) -> Block:
    """The block of interaction, evaluated."""
    return Block.of(decree / "interaction.meth", decree_data)


def declaration(path: Path, code: str) -> str:
    """The declaration that has a code, as it is written."""
    (found,) = (one for one in path.read_text("utf-8").split("\n\n") if re.search(rf"\n  код +{code}\n", one))
    return found


def every_line(found: Resolved, year: int) -> list[Any]:
    """The matrix of a methodology, whole."""
    bodies = bodies_in_text(found, year)
    assert bodies
    return list(matrix(found, bodies, year))


@pytest.mark.parametrize(("edition", "year"), [("overall_2019", 2019), ("overall_2020", 2021)])
def test_p8_operational_evaluation_is_made_by_bodies_of_p13_alone(decree: Path, edition: str, year: int) -> None:
    """Every assessor of every block is one of the eight of p. 13; since 2020 the goals have that of audit too."""
    lines = every_line(resolved(decree / f"{edition}.meth"), year)
    assert {one.block for one in lines} == set(BLOCKS.values())
    by_block = {block: {by.code for one in lines if one.block == block for by in one.by} for block in BLOCKS.values()}
    audit = by_block["goals_total"] - SYSTEM
    assert all(codes <= SYSTEM for block, codes in by_block.items() if block != "goals_total"), by_block
    assert audit == (set() if edition == "overall_2019" else {"external_audit"})
    assert any(one.answer is Answer.ASSESSED for one in lines)


@pytest.mark.parametrize("name", METHODOLOGIES)
def test_p9_every_methodology_is_of_a_year(decree: Path, name: str) -> None:
    """Its head says so; a quarter or a half-year is nowhere evaluated."""
    (head,) = (one for one in (decree / f"{name}.meth").read_text("utf-8").split("\n\n") if "\nметодика " in f"\n{one}")
    assert [line.split()[1] for line in head.splitlines() if line.startswith("  период ")] == ["год"]


def test_p12_3_p12_4_a_score_opens_to_who_holds_its_data_and_how_they_are_proved(interaction: Block) -> None:
    """The trace ends with the hash of what was read, the holder of each source, and what proves it."""
    lines = interaction.text("appeals_part", "culture").splitlines()
    (source,) = (line for line in lines if line.startswith("appeals: "))
    assert "; held by " in source
    assert "; verified by " in source
    assert sum("sha256" in line for line in lines) == 4


def test_p20_4_no_datum_is_asked_for_twice(decree: Path) -> None:
    """What one block has read, another reads from the same source: no column of a file is bound to two of them."""
    asked: dict[tuple[str, str], set[str]] = {}
    for path in sorted(decree.glob("*.data.meth")):
        for binding in f"\n{path.read_text('utf-8')}".split("\nпривязка ")[1:]:
            files = {re.sub(r"_\d{4}", "", one) for one in re.findall(r'^  файл +"([^"]+)"', binding, re.MULTILINE)}
            assert len(files) == 1, f"{path.name}: {binding.split()[0]}"
            for column in re.findall(r'^    [\w ]+:.*заголовок "([^"]+)"', binding, re.MULTILINE):
                asked.setdefault((*files, column), set()).add(binding.split()[0])
    assert len(asked) > 50
    assert {datum: sources for datum, sources in asked.items() if len(sources) > 1} == {}


def test_p21_international_reviews_are_named_as_such(interaction: Block) -> None:
    """Two indicators rest on p. 21; they say so in the trace, and measure central bodies alone, as the reviews do."""
    for part, indicator in (("e_services_part", "e_government_rating"), ("openness_part", "open_data_rating")):
        (line,) = (one for one in interaction.text(part, "culture").splitlines() if f"({indicator})" in one)
        assert "указ p. 21" in line
        assert interaction.state(indicator, "akmola") == "not applicable"


def test_p21_the_index_uses_recognised_normalisations(decree: Path) -> None:
    """They are functions of the standard library, imported and not written anew."""
    text = (decree / "progress_index.meth").read_text("utf-8")
    for module in ("normalisation", "aggregation"):
        assert f"\nмодуль {module}\n" in text
    for function in ("между_границами", "среднее_арифметическое", "среднее_геометрическое"):
        assert f"{function}(" in text
        assert f"функция {function}" not in text


def test_p25_and_p26_give_two_assessors_to_a_planning_body_that_is_accountable(
    decree: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The act does not list who is accountable; with the planning body among them the checker refuses."""
    for path in decree.glob("*.meth"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    edition = tmp_path / "goals_2019.meth"
    text = edition.read_text("utf-8").replace("    подотчетные_президенту:  ", "    с_планированием:         ")
    wider = 'перечень с_планированием: органы "Подотчетные"\n  код             wider\n'
    edition.write_text(f"{text}\n{wider}  состав          подотчетные_президенту, economy\n", "utf-8")
    assert main(["check", str(edition)]) == 1
    printed = capsys.readouterr()
    assert printed.err.count("[R874]") + printed.out.count("[R874]") == 2


@pytest.mark.parametrize(
    ("code", "paragraph", "to_whom"),
    [
        ("reports_due", "п. 41", "уполномоченные на оценку органы"),
        ("conclusions_to_bodies", "п. 46", "оцениваемые государственные органы"),
        ("conclusions_to_planning", "п. 46", "планирование"),
        ("all_conclusions", "п. 48", "рабочий орган Комиссии"),
    ],
)
def test_p41_p46_p48_each_hands_over_within_the_schedule(
    decree: Path, deadlines: dict[str, dict[str, Any]], code: str, paragraph: str, to_whom: str
) -> None:
    """The deadline cites the paragraph beside that of the schedule, and says to whom."""
    one = deadlines[code]
    assert re.search(
        rf"  основание +указ п\. 10\(\d\), указ {paragraph}\n", declaration(decree / "schedule.meth", code)
    )
    assert to_whom in one["to_whom"]
    assert one["last_day"]


def test_p44_information_has_three_degrees_of_openness(decree: Path) -> None:
    """From open to secret; which data have which degree is for those who hold them to say."""
    marks = declaration(decree / "acts.meth", "disclosure")
    assert "указ п. 44, указ п. 52" in marks
    assert "открыто, для_служебного_пользования, секретно" in marks
    assert main(["check", str(decree / "acts.meth")]) == 0


def test_p58_objections_without_documents_are_not_considered(decree: Path) -> None:
    """The deadline of objections says it and rests on p. 58."""
    objections = declaration(decree / "schedule.meth", "objections")
    assert "указ п. 58\n" in objections
    assert "\n  без документов  не рассматривается" in objections
