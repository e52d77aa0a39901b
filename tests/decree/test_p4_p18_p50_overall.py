"""The kinds of evaluation and the blocks together: paragraphs 4-6, 18, 20(5), 50 and 73, and annex 2 row by row."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tarazy.interpreter.trace import TraceNode
from tarazy.workbench.cli import main
from tests.decree.blocks import YEARS, Block

GOALS, INTERACTION, DEVELOPMENT = "goals_total", "interaction_total", "development_total"
WEIGHTS = {GOALS: 40, INTERACTION: 30, DEVELOPMENT: 30}
ANNEX = [
    "prosecutor",
    "civil_service",
    "national_bank",
    "information",
    "agriculture",
    "justice",
    "education",
    "health",
    "labour",
    "industry",
    "finance",
    "defence",
    "culture",
    "trade",
    "foreign",
    "economy",
    "digital",
    "interior",
    "ecology",
    "energy",
    "court_department",
]
"""The bodies of annex 2 in its order."""
MISSING = {
    "prosecutor": {GOALS, DEVELOPMENT},
    "national_bank": {DEVELOPMENT},
    "defence": {GOALS, DEVELOPMENT, "results_total"},
    "interior": {GOALS, DEVELOPMENT},
    "court_department": {GOALS, DEVELOPMENT, "results_total"},
}
"""What annex 2 leaves out; for any other body nothing."""


@pytest.fixture(scope="module")
def overall(decree: Path, decree_data: Path) -> Block:
    """The edition of 2020 on all years: those before it are recomputed under it."""
    return Block.of(decree / "overall_2020.meth", decree_data)


@pytest.fixture(scope="module")
def before(decree: Path, decree_data: Path) -> Block:
    """The edition of 2019."""
    return Block.of(decree / "overall_2019.meth", decree_data)


def rounded(value: Fraction) -> Fraction:
    """Half up, one decimal."""
    return Fraction(int(value * 10 + Fraction(1, 2)), 10)


def joined(block: Block, body: str, year: int) -> Fraction | None:
    """The total by hand: the blocks that there are, their weights made 100 again; `None` without any."""
    there = {name: weight for name, weight in WEIGHTS.items() if block.state(name, body, year) == "present"}
    if not there:
        return None
    total = sum((block.value(name, body, year) * weight for name, weight in there.items()), Fraction(0))
    return rounded(total / sum(there.values()))


def subtree(node: TraceNode) -> list[TraceNode]:
    """A node and all that is shown under it."""
    return [node, *(one for part in node.operands if isinstance(part, TraceNode) for one in subtree(part))]


def grounds(node: TraceNode) -> set[str]:
    """Paragraphs that a node without a value, and what it is made of, name as their ground."""
    found = [one for one in subtree(node) if one.value.reading.state == "not applicable"]
    rules = [paragraph.text for one in found if one.rule is not None for paragraph in one.rule.basis]
    return {*rules, *(paragraph.text for one in found for paragraph in one.basis)}


# ---------------------------------------------------------------- two kinds, three blocks


def test_p4_both_kinds_of_evaluation_stand_side_by_side(overall: Block) -> None:
    """Operational evaluation and the evaluation of results are both there; nothing joins them until it is chosen."""
    for body in ("culture", "akmola"):
        assert overall.state("overall_total", body) == "present"
        assert overall.state("results_total", body) == "present"
        assert overall.state("joint_score", body) == "not applicable"


def test_p4_joining_them_is_one_choice(decree: Path, decree_data: Path, tmp_path: Path) -> None:
    """With the other option of the choice the joint score is the mean by the illustrative share."""
    for path in decree.glob("*.meth"):
        text = path.read_text("utf-8")
        if path.name == "overall_2020.meth":
            text, count = re.subn(r"(значение +)раздельно", r"\1вместе", text)
            assert count == 1
        (tmp_path / path.name).write_text(text, "utf-8")
    block = Block.of(tmp_path / "overall_2020.meth", decree_data)
    for body in ("culture", "akmola"):
        both = block.value("overall_total", body) + block.value("results_total", body)
        assert block.value("joint_score", body) == both / 2


def test_p5_operational_evaluation_is_made_of_the_blocks_alone(overall: Block) -> None:
    """No figure of the evaluation of results is under the overall score."""
    names = {one.name for one in subtree(overall.node("overall_total", "culture"))}
    assert {GOALS, INTERACTION, DEVELOPMENT} <= names
    assert not names & {"results_total", "evaluation_of_results", "kpi_achievement", "opinion"}


def test_p6_evaluation_of_results_is_made_of_results(overall: Block) -> None:
    """Key indicators and the sociological study are under it, and no block is."""
    names = {one.name for one in subtree(overall.node("results_total", "culture"))}
    assert {"kpi_achievement", "opinion"} <= names
    assert not names & {GOALS, INTERACTION, DEVELOPMENT}


def test_p18_the_total_is_made_of_the_three_blocks(overall: Block, before: Block) -> None:
    """By hand: the blocks by their weights, in both editions and all years."""
    for block in (overall, before):
        for year in YEARS:
            for body in block.bodies(year):
                expected = joined(block, body, year)
                if expected is None:
                    assert block.state("overall_total", body, year) == "not applicable"
                else:
                    assert block.value("overall_total", body, year) == expected


# ---------------------------------------------------------------- annex 2, row by row


@pytest.mark.parametrize("row", range(1, 22))
def test_annex2_row_says_which_blocks_a_body_has(overall: Block, row: int) -> None:
    """What the row leaves out is not applicable, with the annex as the ground; all else has a value."""
    body = ANNEX[row - 1]
    missing = MISSING.get(body, set())
    for name in (*WEIGHTS, "results_total"):
        assert overall.state(name, body) == ("not applicable" if name in missing else "present"), name
        if name in missing:
            named = grounds(overall.node(name, body))
            assert named & {f"указ annex 2 row {row}", "указ annex 2"}, (name, named)
    assert overall.state("overall_total", body) == "present"
    assert overall.value("blocks_counted", body) == 3 - len(missing & set(WEIGHTS))


@pytest.mark.parametrize("body", sorted(MISSING))
def test_annex2_weights_of_missing_blocks_go_to_the_others(overall: Block, body: str) -> None:
    """The trace says which block is left out, the new weights, and annex 2 as the ground."""
    text = overall.text("overall_total", body)
    assert text.count("left out: цели_итог, not applicable") == (GOALS in MISSING[body])
    assert text.count("left out: развитие_итог, not applicable") == 1
    assert "weights rescaled" in text
    assert "пересчет весов, основание указ приложение 2" in text
    assert f"указ annex 2 row {ANNEX.index(body) + 1}" in text


def test_annex2_has_21_bodies_and_all_are_assessed(overall: Block) -> None:
    """Each of them is evaluated in 2020, beside the 17 local bodies of p. 17."""
    assert len(ANNEX) == 21
    assert set(ANNEX) < set(overall.bodies())
    assert len(overall.bodies()) == 21 + 17


# ---------------------------------------------------------------- places, grades, means


def test_p50_places_are_within_the_group(overall: Block) -> None:
    """Central bodies among central ones, local among local; by hand, ties sharing the better place."""
    for name, group in (("central_place", set(ANNEX)), ("local_place", set(overall.bodies()) - set(ANNEX))):
        ranked = {body: overall.value("overall_total", body) for body in group - set(MISSING)}
        for body in group:
            if body in MISSING:
                assert overall.state(name, body) != "present"
            else:
                better = sum(other > ranked[body] for other in ranked.values())
                assert overall.value(name, body) == better + 1
        assert all(overall.state(name, other) != "present" for other in set(overall.bodies()) - group)


def test_p50_grades_follow_the_total(overall: Block) -> None:
    """A grade for whoever has a total, and a better total has no worse grade."""
    order = ["низкий", "средний", "выше_среднего", "высокий"]
    found = [(overall.value("overall_total", body), overall.rows[body, 2020, "overall_grade"][1]) for body in ANNEX]
    places = [order.index(grade) for _, grade in sorted(found)]
    assert places == sorted(places)


def test_p50_means_of_the_groups(overall: Block) -> None:
    """The mean of central and of local bodies, over those that have a total."""
    for name, group in (("central_mean", set(ANNEX)), ("local_mean", set(overall.bodies()) - set(ANNEX))):
        totals = [overall.value("overall_total", body) for body in group]
        assert overall.value(name, "") == sum(totals, Fraction(0)) / len(totals)


def test_p50_the_table_of_results_has_both_groups(
    decree: Path, decree_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`tarazy run` lists central bodies by their places, then local ones by theirs, then those without a place."""
    arguments = ["run", str(decree / "overall_2020.meth"), "--period", "2020", "--data", str(decree_data)]
    assert main([*arguments, "--format", "json", "--lang", "en"]) == 0
    lines = json.loads(capsys.readouterr().out)["tables"][0]["bodies"]
    central = [one["body"] for one in lines if one.get("place") and one["body"] in ANNEX]
    local = [one["body"] for one in lines if one.get("place") and one["body"] not in ANNEX]
    assert [one["body"] for one in lines if one.get("place")] == central + local
    assert {one["body"] for one in lines if not one.get("place")} == set(MISSING)
    assert all(one["grade"] for one in lines)


# ---------------------------------------------------------------- comparability and decline


def test_p20_5_editions_are_compared_over_the_same_data(
    decree: Path, decree_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Block 1 of 2020 under the edition of 2019 says so, and gives other scores for the same data."""
    found: dict[str, dict[str, str]] = {}
    marks: dict[str, str] = {}
    for name in ("goals_2020", "goals_2019"):
        arguments = ["run", str(decree / f"{name}.meth"), "--period", "2020", "--data", str(decree_data)]
        assert main([*arguments, "--format", "json", "--lang", "en"]) == 0
        document = json.loads(capsys.readouterr().out)
        found[name] = {one["body"]: one["score"] for one in document["tables"][0]["bodies"]}
        marks[name] = document.get("what_if", "")
    assert marks["goals_2020"] == ""
    assert "2020 under 2019.1, in force from 2018-01-01 until 2019-12-31" in marks["goals_2019"]
    assert found["goals_2020"].keys() == found["goals_2019"].keys()
    assert found["goals_2020"] != found["goals_2019"]


def declines(name: str, decree: Path, data: Path, capsys: pytest.CaptureFixture[str], *more: str) -> dict[str, Any]:
    """What `tarazy declines` finds."""
    arguments = ["declines", str(decree / f"{name}.meth"), "--data", str(data), "--format", "json", "--lang", "en"]
    assert main([*arguments, *more]) == 0
    document = json.loads(capsys.readouterr().out)
    assert isinstance(document, dict)
    return document


def test_p73_totals_that_fell_two_years_running_are_listed(
    overall: Block, decree: Path, decree_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exactly the bodies whose overall score fell in 2020 and in 2021, with their figures; the selection agrees."""
    found = declines("overall_2020", decree, decree_data, capsys, "--period", "2021")
    listed = {one["body"]: one for one in found["declines"] if one["name"] == "overall_total"}
    fell = set()
    for body in overall.bodies(2021):
        if all(body in overall.bodies(year) for year in (2019, 2020, 2021)):
            states = [overall.state("overall_total", body, year) for year in (2019, 2020, 2021)]
            if states == ["present"] * 3:
                first, second, third = (overall.value("overall_total", body, year) for year in (2019, 2020, 2021))
                fell |= {body} if first > second > third else set()
    assert set(listed) == fell
    assert fell
    assert {body for body in fell if overall.rows[body, 2021, "declined"][1] == "yes"} == fell
    for body, one in listed.items():
        for point in one["series"]:
            assert Fraction(point["value"]) == overall.value("overall_total", body, int(point["period"]))


def test_p73_every_decline_is_one_and_the_worst_comes_first(
    decree: Path, decree_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each series got worse in every one of its years, by its own direction; longer ones come first."""
    found = declines("overall_2020", decree, decree_data, capsys, "--period", "2021")["declines"]
    assert len({one["name"] for one in found}) > 10
    assert [one["years"] for one in found] == sorted((one["years"] for one in found), reverse=True)
    for one in found:
        values = [Fraction(point["exact"] or point["value"]) for point in one["series"]]
        steps = [later - earlier for earlier, later in pairwise(values)]
        assert len(steps) == one["years"] >= 2
        assert all(step < 0 if one["better"] == "higher" else step > 0 for step in steps)


def test_p73_a_worsening_situation_of_the_country_is_listed(
    decree: Path, decree_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Indicators of the index of national progress belong to no body and are listed too."""
    found = declines("progress_index", decree, decree_data, capsys, "--period", "2021", "--years", "1")["declines"]
    assert found
    assert {one["body"] for one in found} == {""}


# ---------------------------------------------------------------- nothing illustrative passes for law


def test_p50_official_results_are_refused_naming_each_number_of_no_act(
    overall: Block, decree: Path, decree_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A finding at the place of every illustrative number of the blocks and their joining; one for what is open."""
    arguments = ["run", str(decree / "overall_2020.meth"), "--official", "--data", str(decree_data), "--format", "json"]
    assert main([*arguments, "--lang", "en"]) == 1
    document = json.loads(capsys.readouterr().out)
    findings = document["findings"]
    illustrations = overall.loaded.program.illustrations
    named = [one for one in findings if one["code"] == "R855"]
    assert len(named) == len(illustrations) > 80
    assert {Path(one["place"]["file"]).name for one in named} >= {
        "overall_2020.meth",
        "goals_2020.meth",
        "results.meth",
    }
    assert sum(one["code"] == "R852" for one in findings) == 1
    assert "tables" not in document
