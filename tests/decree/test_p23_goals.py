"""Block "Achievement of goals" (p. 23-27): its two editions on invented data."""

from __future__ import annotations

import hashlib
import re
import shutil
from fractions import Fraction
from pathlib import Path

import pytest

import tarazy
from tarazy.workbench.cli import main
from tests.decree.blocks import Block
from tests.decree.goals_by_hand import Files, targets, total_2020

EDITIONS = {2019: "goals_2019.meth", 2020: "goals_2020.meth"}
OUTSIDE = ("prosecutor", "defence", "interior", "court_department")


@pytest.fixture(scope="module")
def goals_2019(decree: Path, decree_data: Path) -> Block:
    """The edition of 2019."""
    return Block.of(decree / EDITIONS[2019], decree_data)


@pytest.fixture(scope="module")
def goals_2020(decree: Path, decree_data: Path) -> Block:
    """The edition of 2020."""
    return Block.of(decree / EDITIONS[2020], decree_data)


def changed(decree: Path, to: Path, file: str, *changes: tuple[str, str]) -> list[str]:
    """Codes of what is wrong with a methodology in which texts of `file` are replaced; each must be there."""
    folder = to / "decree"
    shutil.copytree(decree, folder, ignore=shutil.ignore_patterns("data"))
    text = (folder / file).read_text("utf-8")
    for former, later in changes:
        assert former in text, former
        text = text.replace(former, later)
    (folder / file).write_text(text, "utf-8")
    try:
        tarazy.load(str(folder / EDITIONS[2020]))
    except tarazy.MethodologyError as error:
        return sorted({one.code for one in error.findings.errors})
    return []


# ---------------------------------------------------------------- p. 7, 18, 19, 20


def test_p7_7_conclusions_of_experts_are_refused_in_this_block(decree: Path, tmp_path: Path) -> None:
    """An indicator that reads them, however far from the total, is an error."""
    reads = (
        "балл_за_недостоверность * число",
        "балл_за_недостоверность * заключения_экспертов.оценка_эксперта[services] * число",
    )
    assert changed(decree, tmp_path, EDITIONS[2020], reads) == ["R804"]


def test_p7_7_without_the_line_they_would_be_taken(decree: Path, tmp_path: Path) -> None:
    """It is the line `без источников` that refuses them."""
    reads = (
        "балл_за_недостоверность * число",
        "балл_за_недостоверность * заключения_экспертов.оценка_эксперта[services] * число",
    )
    unbarred = ("  без источников   заключения независимых экспертов\n", "")
    assert changed(decree, tmp_path, EDITIONS[2020], reads, unbarred) == []


@pytest.mark.parametrize("edition", EDITIONS.values())
def test_p7_every_source_is_of_a_kind_of_p7(decree: Path, edition: str) -> None:
    """Kind, holder and the document that proves the data; reports, control, acts, statistics, other information."""
    program = tarazy.load(str(decree / edition)).program
    sources = [(one.code, one.kind, one.holder, one.verification) for one in program.sources.values()]
    registers = [(one.code, one.kind, one.holder, one.verification) for one in program.registers.values()]
    assert {kind for _, kind, _, _ in (*sources, *registers)} >= {
        "report_of_the_state_body",
        "acts_of_control",
        "official_statistics",
    }
    assert all(all(one) for one in (*sources, *registers))


@pytest.mark.parametrize("year", [2019, 2020])
def test_p18_1_the_block_is_evaluated_of_whom_annex_2_says(year: int, goals_2019: Block, goals_2020: Block) -> None:
    """Everybody has a score but those who are outside the block: to them it does not apply."""
    block = goals_2019 if year == 2019 else goals_2020
    states = {body: block.state("goals_total", body, year) for body in block.bodies(year)}
    outside = {body for body, state in states.items() if state == "not applicable"}
    assert outside >= set(OUTSIDE)
    assert set(states.values()) == {"present", "not applicable"}
    assert "in_goals" in block.text("goals_total", "prosecutor", year)


@pytest.mark.parametrize("edition", EDITIONS.values())
def test_p19_the_head_says_who_approves_and_who_agrees(decree: Path, edition: str) -> None:
    """Approved by the assessing bodies, agreed with the planning body and the working body of the Commission."""
    head = (decree / edition).read_text("utf-8").partition("\nмодуль")[0]
    assert re.search(r"^  утверждают +\w+, исполнение_бюджета$", head, re.MULTILINE)
    assert re.search(r'^  согласуют +".*рабочий орган Комиссии"$', head, re.MULTILINE)


@pytest.mark.parametrize("edition", EDITIONS.values())
def test_p20_all_requirements_hold(decree: Path, edition: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The checker has nothing to say but that something in the reorganisations is open."""
    assert main(["check", str(decree / edition), "--lang", "en"]) == 0
    found = capsys.readouterr()
    assert set(re.findall(r"\[([A-Z]\d{3})\]", found.out + found.err)) <= {"R850"}


def test_p20_1_an_indicator_rests_on_a_source(decree: Path, tmp_path: Path) -> None:
    """One that reaches none is an error."""
    number = ("  значение        баллы(статус_индикатора) / 1 балл\n", "  значение        1\n")
    assert "R803" in changed(decree, tmp_path, EDITIONS[2020], number)


def test_p20_2_what_is_traced_can_be_checked_in_the_file(goals_2020: Block, decree_data: Path) -> None:
    """Every file that a trace cites has the hash that it states, and its row holds the indicator."""
    text = goals_2020.text("goals_total", "economy")
    cited = set(re.findall(r"(data/[\w.]+), .*?sha256 ([0-9a-f]+)", text))
    assert {Path(name).name for name, _ in cited} >= {"target_report_2020.xlsx", "statistics.csv", "budget_2020.xlsx"}
    for name, beginning in cited:
        assert hashlib.sha256((decree_data / name).read_bytes()).hexdigest().startswith(beginning)
    lines = (decree_data / "data/statistics.csv").read_text("cp1251").splitlines()
    found = re.findall(r"target_statistics\.\S+\[(\w+)\].*\n.*statistics\.csv, row (\d+)", text)
    assert found
    assert all(lines[int(row) - 1].startswith(f"{target};2020;") for target, row in found)


@pytest.mark.parametrize(
    ("former", "later", "code"),
    [
        ("для всех показатель\n  направление ", "для всех величина\n  направление ", "R801"),
        ("  60 баллов условно | 80 баллов условно | хороший\n", "", "B401"),
        ("40 баллов условно | 60 баллов условно | удовл", "40 баллов условно | 65 баллов условно | удовл", "B402"),
        (
            "  нулевой знаменатель  не применяется\n  нет данных           не рассчитывается\n",
            "  нет данных           не рассчитывается\n",
            "S320",
        ),
        ("условно\n    макропоказатели:     3", "условно\n    макропоказатели:     2", "W461"),
    ],
)
def test_p20_3_two_readings_are_refused(decree: Path, tmp_path: Path, former: str, later: str, code: str) -> None:
    """No direction, a gap, an overlap, a division by nothing, weights that are not 100 %: each is an error."""
    assert changed(decree, tmp_path, EDITIONS[2020], (former, later))[:1] == [code]


def test_p20_5_two_editions_over_the_same_data(decree: Path, decree_data: Path, goals_2019: Block) -> None:
    """They share the codes of what both measure, and give the same bodies other points in the same year."""
    later = tarazy.load(str(decree / EDITIONS[2020]))
    former = goals_2019.loaded.program.computed
    kept = set(former) & set(later.program.computed)
    assert {"degree", "target_status", "credit", "execution", "measures_part", "budget_part", "goals_total"} <= kept
    assert set(later.program.computed) - kept >= {"macro_indicators", "overdue_assignments"}
    assert set(former) - kept >= {"programme_execution"}
    under_later = {
        row.body: row.exact or row.value
        for row in later.run(decree_data, period="2019").scores
        if row.name == "goals_total" and row.state == "present"
    }
    under_former = goals_2019.points("goals_total", 2019)
    assert under_later.keys() == under_former.keys()
    assert sum(Fraction(under_later[body]) != points for body, points in under_former.items()) > len(under_former) / 2


def test_p20_6_the_functions_that_an_indicator_measures(goals_2020: Block, decree_data: Path) -> None:
    """The share of functions with an indicator is that of the lists of the data."""
    files = Files(decree_data / "data", 2020)
    measured = {row["function"] for row in files.rows("targets.csv")}
    own = [row["function"] for row in files.rows("functions.csv") if row["body"] == "economy"]
    shown = goals_2020.node("coverage_of_functions", "economy").value.shown
    assert Fraction(shown.removesuffix(" %")) / (100 if "%" in shown else 1) == Fraction(
        sum(one in measured for one in own), len(own)
    )


# ---------------------------------------------------------------- p. 23


@pytest.mark.parametrize("year", [2020, 2021])
def test_p23_the_total_computed_by_hand(year: int, goals_2020: Block, decree_data: Path) -> None:
    """What another program makes of the files by the text of the methodology, for all bodies, is what comes out."""
    files = Files(decree_data / "data", year)
    central = set(goals_2020.result.elements("central", year))
    found = {
        body: f"{float(goals_2020.value('goals_total', body, year)):g}"
        if goals_2020.state("goals_total", body, year) == "present"
        else ""
        for body in goals_2020.bodies(year)
    }
    assert found == {body: total_2020(files, body, body in central) for body in found}
    assert len(found) > 35


def test_p23_statistics_that_come_late_are_not_counted(goals_2020: Block, decree_data: Path) -> None:
    """About a fifth of all indicators, as was published for 2022; in 2019 the report takes their place."""
    every = [one for several in targets(Files(decree_data / "data", 2020)).values() for one in several]
    rows = [row for row in goals_2020.result.scores if row.name == "target_status" and row.period == "2020"]
    late = [row for row in rows if row.state == "not counted"]
    assert 0.12 < len(late) / len(every) < 0.3
    assert all(
        goals_2020.result.trace(None, "fact", 2020, (row.element,)).root.value.shown == "not counted"
        for row in late[:3]
    )


def test_p23_a_trace_of_a_central_and_of_a_local_body(goals_2020: Block) -> None:
    """Transfers are taken off for the one and not for the other, and both end in the cells of a workbook."""
    central, local = (goals_2020.text("budget_part", body) for body in ("economy", "akmola"))
    assert "belongs(центральные) is yes" in central
    assert "belongs(центральные) is no" in local
    for text in (central, local):
        assert re.search(r"data/budget_2020\.xlsx, sheet 4-20, row \d+, column .*written `", text)


def test_p23_the_national_bank_has_a_variant(goals_2019: Block, goals_2020: Block) -> None:
    """It is evaluated without the use of the budget, and the other part weighs the whole."""
    for block, year in ((goals_2019, 2019), (goals_2020, 2020)):
        assert block.state("budget_part", "national_bank", year) == "not applicable"
        assert "leaves out budget_part" in block.text("budget_part", "national_bank", year)
        assert block.state("goals_total", "national_bank", year) == "present"


def test_p53_indicators_of_a_former_body_count_with_its_successor(goals_2019: Block, decree_data: Path) -> None:
    """A ministry that ended in June 2019 has no score of its own: its rows stand in the trace of the next one."""
    former = [
        one["target"]
        for one in Files(decree_data / "data", 2019).rows("targets.csv")
        if one["body"] == "digital_defence"
    ]
    assert goals_2019.state("goals_total", "digital_defence", 2019) == "not applicable"
    text = goals_2019.text("measures_part", "digital", 2019)
    assert former
    assert all(f"credit[{one}]" in text for one in former)


# ---------------------------------------------------------------- p. 24-27


@pytest.mark.parametrize(
    ("body", "measures", "budget"),
    [
        ("health", "accounts_committee", "finance"),
        ("akmola", "accounts_committee", "finance"),
        ("economy", "pm_office", "pm_office"),
        ("finance", "pm_office", "pm_office"),
        ("national_bank", "administration", "administration"),
        ("civil_service", "administration", "administration"),
    ],
)
def test_p24_p25_p26_who_assesses(body: str, measures: str, budget: str, goals_2020: Block) -> None:
    """The two bodies of p. 24; the Office of the Prime Minister for both of them, the Administration for p. 26."""
    assert measures in _assessor(goals_2020, "measures_part", body)
    assert budget in _assessor(goals_2020, "budget_part", body) or body == "national_bank"


def test_p24_in_2019_the_planning_body_assesses(goals_2019: Block) -> None:
    """The assessor has moved between the editions, the block has stayed."""
    assert "economy" in _assessor(goals_2019, "measures_part", "health", 2019)


def _assessor(block: Block, name: str, body: str, year: int = 2020) -> str:
    line = re.search(r"assessed by (.*)", block.text(name, body, year))
    return "" if line is None else line.group(1)


@pytest.mark.parametrize("edition", EDITIONS.values())
def test_p27_the_methodology_rests_on_p27_and_its_order(decree: Path, edition: str) -> None:
    """Each edition names the act that it carries out."""
    head = tarazy.load(str(decree / edition)).program.methodology
    assert head is not None
    cited = [str(one) for one in head.basis]
    order = "goals_methodology_2020" if edition == EDITIONS[2020] else "goals_methodology_2016"
    assert any("27" in one for one in cited)
    assert any(order in one or "методика_целей" in one for one in cited)


@pytest.mark.parametrize("edition", EDITIONS.values())
def test_p23_examples_pass(decree: Path, edition: str) -> None:
    """Cases worked by hand: band edges, missing data, plans of zero."""
    assert main(["test", str(decree / edition), "--lang", "en"]) == 0


def test_p23_every_number_that_no_act_gives_is_marked(decree: Path) -> None:
    """But for those of the scale itself: nothing, all, a hundred."""
    for edition in EDITIONS.values():
        text = (decree / edition).read_text("utf-8").partition("# ---- примеры")[0]
        lines = [line.partition("#")[0] for line in text.splitlines() if not line.startswith(("методика", "параметр"))]
        numbers = re.compile(r"(?<![\w.,])(\d+(?:,\d+)?)[ \xa0]?(?:%|балл(?:а|ов)?\b|день\b)(?! условно)")
        bare = {found for line in lines if '"' not in line for found in numbers.findall(line)}
        assert bare <= {"0", "1", "100"}, edition
