"""The choice of bodies whose reports are re-checked, by a system of risk management: paragraphs 42 and 43."""

from __future__ import annotations

import shutil
from fractions import Fraction
from pathlib import Path

import pytest

from tarazy.interpreter.selections import Selection, selections_of
from tests.decree.blocks import Block
from tests.decree.reordering import turn_rows

ACCOUNTABLE = {"prosecutor", "civil_service", "national_bank"}
YEAR = 2021


@pytest.fixture(scope="module")
def recheck(decree: Path, decree_data: Path) -> Block:
    """The methodology on invented data."""
    return Block.of(decree / "recheck.meth", decree_data)


def chosen(block: Block, name: str, year: int = YEAR) -> Selection:
    """A selection of one year."""
    return next(one for one in selections_of(block.result) if one.code == name and one.period == str(year))


def checked(block: Block, body: str, years: range) -> tuple[int, int]:
    """How many figures were checked in some years, and how many of them were false."""
    rows = [row for row in block.lines("rechecks.csv") if row["body"] == body and int(row["year"]) in years]
    return sum(int(row["checked"]) for row in rows), sum(int(row["false"]) for row in rows)


# ---------------------------------------------------------------- p. 43: risk is probability times materiality


def test_p43_risk_is_probability_times_materiality(recheck: Block) -> None:
    """The probability is a share of its four points; a body outside block 1 has no risk."""
    found = 0
    for body in recheck.bodies(YEAR):
        if recheck.state("materiality", body, YEAR) == "present":
            probability = recheck.value("probability", body, YEAR) / 4
            assert 0 <= probability <= 1
            assert recheck.value("risk", body, YEAR) == probability * recheck.value("materiality", body, YEAR)
            found += 1
        else:
            assert recheck.state("risk", body, YEAR) == "not applicable"
    assert found > 30


def test_p43_unchecked_bodies_are_not_taken_for_safe(recheck: Block) -> None:
    """Points by the share of false figures in three years; 1 point, not 0, for whoever was never checked."""
    unchecked = 0
    for body in ("culture", "akmola", "kostanay", "foreign", "energy", "almaty"):
        total, false = checked(recheck, body, range(YEAR - 2, YEAR + 1))
        if total == 0:
            unchecked += 1
            assert recheck.value("past_false", body, YEAR) == 1
        else:
            share = Fraction(false, total)
            expected = 0 if share < Fraction(1, 100) else 2 if share < Fraction(1, 20) else 4
            assert recheck.value("past_false", body, YEAR) == expected
    assert unchecked < 6


def test_p43_materiality_is_what_only_the_report_says(recheck: Block) -> None:
    """The share of a body's indicators for which official statistics have no figure."""
    known = {row["Код индикатора"] for row in recheck.lines("statistics.csv", "kz1048", ";") if _is_of_year(row)}
    for body in ("culture", "akmola", "kostanay"):
        own = [row["target"] for row in recheck.lines("targets.csv") if row["body"] == body]
        expected = Fraction(sum(one not in known for one in own), len(own))
        assert recheck.value("materiality", body, YEAR) == expected


def _is_of_year(row: dict[str, str]) -> bool:
    return row["Год"] == str(YEAR) and row["Значение"] != ""


def test_p43_late_and_replaced_reports_count(recheck: Block) -> None:
    """Reports that came after 15 February or were handed in anew, each counted once."""
    for body in ("culture", "akmola", "kostanay", "labour"):
        rows = [row for row in recheck.lines("submissions.csv") if row["body"] == body]
        late = [
            row
            for row in rows
            if row["received"][:4] == str(YEAR) and (row["resubmitted"] == "1" or row["received"] > f"{YEAR}-02-15")
        ]
        expected = 0 if not late else 2 if len(late) < 3 else 4
        assert recheck.value("late_or_replaced", body, YEAR) == expected


# ---------------------------------------------------------------- p. 42: who, which figures, and why


def test_p42_each_chosen_body_has_its_cause(recheck: Block) -> None:
    """High risk, false figures of the year before, or filled up by risk; nobody whom the Administration assesses."""
    selection = chosen(recheck, "to_recheck")
    causes = {one.element: one.cause for one in selection.chosen}
    assert causes
    assert not ACCOUNTABLE & set(causes)
    for body, cause in causes.items():
        if cause.startswith("Высокий риск"):
            assert recheck.rows[body, YEAR, "risk_level"][1] == "высокий"
        elif cause.startswith("В прошлом году"):
            assert checked(recheck, body, range(YEAR - 1, YEAR))[1] > 0
        else:
            assert cause.startswith("Добран по риску")
    with_false = {
        body
        for body in recheck.bodies(YEAR)
        if checked(recheck, body, range(YEAR - 1, YEAR))[1] > 0 and recheck.state("risk", body, YEAR) == "present"
    }
    assert with_false - ACCOUNTABLE <= set(causes)


def test_p42_filled_up_to_a_fifth_by_risk(recheck: Block) -> None:
    """Whoever is among the highest fifth by risk is chosen, ties with him, unless the Administration decides."""
    risks = {
        body: recheck.value("risk", body, YEAR)
        for body in recheck.bodies(YEAR)
        if recheck.state("risk", body, YEAR) == "present"
    }
    most = Fraction(len(recheck.bodies(YEAR)), 5)
    highest = {body for body, risk in risks.items() if sum(other > risk for other in risks.values()) + 1 <= most}
    selected = {one.element for one in chosen(recheck, "to_recheck").chosen}
    assert highest - ACCOUNTABLE <= selected
    for body in set(risks) - highest - selected:
        assert risks[body] <= min(risks[one] for one in highest)


def test_p42_figures_are_of_chosen_bodies_and_known_from_reports_alone(recheck: Block) -> None:
    """Paragraph 42 speaks of data: the indicators of a chosen body that no statistics confirm."""
    bodies = {one.element for one in chosen(recheck, "to_recheck").chosen}
    owner = {row["target"]: row["body"] for row in recheck.lines("targets.csv")}
    known = {row["Код индикатора"] for row in recheck.lines("statistics.csv", "kz1048", ";") if _is_of_year(row)}
    figures = {one.element for one in chosen(recheck, "figures_to_recheck").chosen}
    assert figures
    assert figures <= {target for target, body in owner.items() if body in bodies and target not in known}


def test_p42_choice_is_the_same_whoever_makes_it(
    recheck: Block, decree: Path, decree_data: Path, tmp_path: Path
) -> None:
    """No chance and no order of rows: the same data in another order choose the same bodies for the same causes."""
    shutil.copytree(decree_data, tmp_path / "turned")
    turn_rows(tmp_path / "turned" / "data")
    again = Block.of(decree / "recheck.meth", tmp_path / "turned")
    for name in ("to_recheck", "figures_to_recheck"):
        one, other = (chosen(block, name) for block in (recheck, again))
        assert {found.element: found.cause for found in one.chosen} == {
            found.element: found.cause for found in other.chosen
        }
