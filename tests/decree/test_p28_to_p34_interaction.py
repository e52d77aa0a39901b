"""The block of interaction with individuals and legal entities: paragraphs 28-34, and annex 2 within it."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from pathlib import Path

import pytest

from tarazy.dsl.declarations import SourceDeclaration
from tarazy.dsl.pipeline import compile_files
from tarazy.dsl.register_declaration import RegisterDeclaration
from tarazy.interpreter.examples import run_examples
from tests.decree.blocks import FORMER, YEARS, Block, on_line, only_of, unmarked_numbers

PARTS = ["services_part", "e_services_part", "appeals_part", "openness_part"]
HUNDRED = Fraction(100)


@pytest.fixture(scope="module")
def block(decree: Path, decree_data: Path) -> Block:
    """The block, run on invented data."""
    return Block.of(decree / "interaction.meth", decree_data)


def share(part: int, whole: int) -> Fraction | None:
    """The part of the whole; nothing of nothing."""
    return Fraction(part, whole) if whole else None


# ---------------------------------------------------------------- what the block is made of


def test_p28_the_block_has_the_parts_of_the_paragraph(block: Block) -> None:
    """Services, services in electronic form, complaints and applications, openness; a total from 0 to 100."""
    for body in ("culture", "akmola"):
        assert block.members("interaction_with_persons", body) == PARTS
    for year in YEARS:
        totals = block.points("interaction_total", year)
        assert set(block.bodies(year)) - set(totals) <= (FORMER if year == 2019 else set())
        assert all(0 <= total <= 100 for total in totals.values())
        assert len(set(totals.values())) > 20


def test_p28_the_total_is_the_weighted_mean_of_the_parts(block: Block) -> None:
    """With the weights of those that do not apply spread over the others, rounded half up to one decimal."""
    weights = dict(zip(PARTS, (35, 20, 25, 20), strict=True))
    for body in block.bodies():
        there = {part: block.value(part, body) for part in PARTS if block.state(part, body) == "present"}
        whole = sum(weights[part] * points for part, points in there.items()) / sum(weights[part] for part in there)
        assert block.value("interaction_total", body) == Fraction(int(10 * whole + Fraction(1, 2)), 10)


def test_p28_services_in_time_are_counted_in_the_register(block: Block) -> None:
    """Every body and year: what is not rendered at all is not in time; the year is that of the last day."""
    for year in (2020, 2021):
        for body in block.bodies(year):
            rows = block.events("services.parquet", body, "due", year)
            in_time = share(
                sum(row["rendered"] is not None and row["rendered"] <= row["due"] for row in rows), len(rows)
            )
            if in_time is None:
                assert block.state("services_in_time", body, year) == "not applicable"
            else:
                expected = on_line(in_time, (Fraction(7, 10), Fraction(0)), (Fraction(1), HUNDRED))
                assert block.value("services_in_time", body, year) == expected


def test_p28_appeals_in_time_and_overturned_are_counted_in_the_register(block: Block) -> None:
    """Every body: appeals answered in time of all due, answers overturned of all given."""
    for body in block.bodies():
        rows = block.events("appeals.parquet", body, "due")
        if body == "finance":
            rows = [row for row in rows if row["activity"] is None]
        answered = [row for row in rows if row["answered"] is not None]
        in_time = share(sum(row["answered"] <= row["due"] for row in answered), len(rows))
        overturned = share(sum(row["overturned"] for row in answered), len(answered))
        if in_time is not None:
            expected = on_line(in_time, (Fraction(7, 10), Fraction(0)), (Fraction(1), HUNDRED))
            assert block.value("appeals_in_time", body) == expected
        if overturned is not None:
            expected = on_line(overturned, (Fraction(0), HUNDRED), (Fraction(1, 5), Fraction(0)))
            assert block.value("appeals_overturned", body) == expected


def test_p28_open_data_are_counted_set_by_set(block: Block) -> None:
    """Published of all that are approved, kept up to date of those published."""
    sets: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for row in block.lines("open_data.csv"):
        if row["year"] == "2020":
            sets[row["body"]].append((int(row["published"]), int(row["current"])))
    for body in block.bodies():
        published = [current for is_published, current in sets[body] if is_published]
        assert block.value("open_data_published", body) == 100 * Fraction(len(published), len(sets[body]))
        if published:
            assert block.value("open_data_current", body) == 100 * Fraction(sum(published), len(published))


def test_p28_web_sites_of_central_and_local_bodies_have_lists_of_their_own(block: Block) -> None:
    """Both languages of each item count; a list with an unfilled cell is not counted, and is no zero."""
    incomplete = 0
    for file, is_local in (("website_central.csv", False), ("website_local.csv", True)):
        marks: dict[str, list[str]] = defaultdict(list)
        for row in block.lines(file):
            if row["year"] == "2020":
                marks[row["body"]] += [row["kk"], row["ru"]]
        for body, given in marks.items():
            assert len(given) == 20
            if "" in given:
                incomplete += 1
                assert block.state("website", body) == "not counted"
            else:
                assert block.value("website", body) == 5 * given.count("yes")
            assert block.text("website", body).count("website_local.csv") == (20 if is_local else 0)
    assert incomplete > 0


# ---------------------------------------------------------------- p. 29, 31-33: who assesses


@pytest.mark.parametrize(
    ("part", "body", "assessor"),
    [
        ("services_part", "culture", "civil_service"),
        ("services_part", "prosecutor", "administration"),
        ("services_part", "civil_service", "administration"),
        ("e_services_part", "culture", "digital"),
        ("e_services_part", "civil_service", "digital"),
        ("e_services_part", "digital", "pm_office"),
        ("appeals_part", "akmola", "legal_statistics_committee"),
        ("openness_part", "akmola", "information"),
        ("openness_part", "information", "pm_office"),
    ],
)
def test_p29_p31_p32_each_part_has_its_assessor(part: str, body: str, assessor: str, block: Block) -> None:
    """The four roles of p. 29, and those who are assessed by the Administration and by the Office instead."""
    assert assessor in block.node(part, body).assessor


def test_p31_the_prosecutor_is_not_assessed_by_its_own_committee(block: Block) -> None:
    """P. 31 excepts services alone: the contradiction is told with every check, and the part stays unassessed."""
    assert "R890" in [one.code for one in block.loaded.findings]
    assert block.state("appeals_in_time", "prosecutor") == "present"
    assert block.state("appeals_part", "prosecutor") == "not applicable"
    assert "known conflict" in block.text("appeals_part", "prosecutor")
    assert block.members("interaction_with_persons", "prosecutor") == PARTS
    assert "left out: рассмотрение_обращений, not applicable" in block.text("interaction_with_persons", "prosecutor")


def test_p33_the_conclusions_are_handed_to_the_body_for_civil_service(block: Block) -> None:
    """The three other assessors hand theirs to it, and it its own to nobody; an integrator helps with one part."""
    by_part = block.loaded.program.resolved.assessors
    assert [by_part[part].leads for part in PARTS] == ["", *["по_делам_государственной_службы"] * 3]
    assert by_part["e_services_part"].supported_by == ("service_integrator",)


def test_p56_the_holders_of_a_role_are_those_of_the_day_of_the_evaluation(block: Block) -> None:
    """The ministry of 17 June 2019 evaluates 2018 by electronic services, in the place of the one before it."""
    assert "digital)" in block.node("e_services_part", "culture", 2018).assessor
    assert "civil_service)" in block.node("services_part", "culture", 2018).assessor


# ---------------------------------------------------------------- p. 30, 34, 7


def test_p30_satisfaction_is_the_mean_mark_of_the_recipients(block: Block) -> None:
    """A survey of two answers is not counted; of three it is."""
    states = set()
    for body in block.bodies():
        marks = [row["mark"] for row in block.events("survey_answers.parquet", body, "date")]
        states.add(block.state("satisfaction", body))
        if len(marks) < 3:
            assert block.state("satisfaction", body) == "not counted"
        else:
            assert block.value("satisfaction", body) == 25 * (Fraction(sum(marks), len(marks)) - 1)
    assert states == {"present", "not counted"}


def test_p30_recommendations_of_public_councils_count_by_those_carried_out(block: Block) -> None:
    """A body to whose council nothing occurred is not measured by it."""
    for row in block.lines("councils.csv"):
        if row["year"] == "2020":
            done = share(int(row["carried_out"]), int(row["recommendations"]))
            if done is None:
                assert block.state("council_recommendations", row["body"]) == "not applicable"
            else:
                assert block.value("council_recommendations", row["body"]) == 100 * done


def test_p34_the_methodology_says_who_approves_and_agrees(block: Block) -> None:
    """P. 34 names four bodies, p. 19 two more."""
    law = dict(block.loaded.program.resolved.lines_of_law[("methodology", "interaction")])
    assert "делам государственной службы" in law["approved_by"]
    assert "рабочий орган Комиссии" in law["agreed_with"]


def test_p7_every_source_says_of_which_kind_it_is_and_how_it_is_proved(block: Block) -> None:
    """Experts and councils are let into this block; each has a holder and a proof."""
    program = block.loaded.program
    used: list[SourceDeclaration | RegisterDeclaration] = [*program.sources.values(), *program.registers.values()]
    assert {one.code for one in used} >= {"services", "survey_answers", "appeals", "councils", "experts", "open_data"}
    assert all(one.kind and one.holder and one.verification for one in used)


def test_p22_a_body_is_measured_by_its_own_activity(block: Block, decree: Path, tmp_path: Path) -> None:
    """What other bodies did changes nothing: without their rows, every value of the body is the same."""
    alone = Block.of(decree / "interaction.meth", only_of("culture", block.folder, tmp_path / "alone"))
    own = {key: value for key, value in block.rows.items() if key[0] == "culture"}
    assert own
    assert {key: value for key, value in alone.rows.items() if key[0] == "culture"} == own


# ---------------------------------------------------------------- annex 2


@pytest.mark.parametrize(("row", "body"), [(1, "prosecutor"), (3, "national_bank"), (12, "defence"), (18, "interior")])
def test_annex2_bodies_of_other_scopes_are_all_in_this_block(row: int, body: str, block: Block) -> None:
    """Rows 1, 3, 12 and 18 leave out other blocks, and never this one."""
    assert 1 <= row <= 21
    for year in YEARS:
        assert block.state("interaction_total", body, year) == "present"


def test_annex2_row_11_law_enforcement_is_left_out_for_the_ministry_of_finance(block: Block) -> None:
    """Its rows do not count; an appeal without a word for its activity does."""
    rows = block.events("appeals.parquet", "finance", "due", 2021)
    counted = [row for row in rows if row["activity"] is None]
    assert len(counted) < len(rows)
    assert f"{len(counted)} appeals" in block.text("appeals_in_time", "finance", 2021)


def test_annex2_row_21_what_concerns_the_courts_is_open(block: Block) -> None:
    """The decree does not say which indicators; the text is a draft that says so, and names who settles it."""
    hole = next(one for one in block.loaded.program.holes if "департамента" in one.text)
    assert "по_делам_государственной_службы" in str(hole)
    assert block.state("interaction_total", "court_department") == "present"


# ---------------------------------------------------------------- the file


def test_p20_3_examples_hold_and_no_number_passes_for_law(decree: Path) -> None:
    """Twelve cases worked by hand; every number that no act gives says that it is illustrative."""
    path = decree / "interaction.meth"
    assert path.read_text("utf-8").count("\nпример ") >= 8
    program = compile_files([path]).program
    assert program is not None
    assert not [one for one in run_examples(program) if one.findings]
    assert unmarked_numbers(path) == []
