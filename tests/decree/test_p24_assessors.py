"""P. 24–39 and 63: who assesses whom, by block and part; nobody assesses itself, and everybody is assessed once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tarazy.dsl.assessor_matrix import Answer, bodies_in_text, matrix
from tests.decree.matrix import assessed_by, ground, lines_of, resolved

OVERALL = "overall_2020.meth"
YEARS = (2019, 2020, 2021)


@pytest.mark.parametrize(
    ("part", "role", "body"), [("measures_part", "planning", "economy"), ("budget_part", "budget_execution", "finance")]
)
def test_p24_two_bodies_assess_the_goals(decree: Path, part: str, role: str, body: str) -> None:
    """The planning body and the budget body, each its part of the block."""
    assert assessed_by(decree / "goals_2019.meth", "energy", part, 2019) == (role, body, "указ p. 24")


@pytest.mark.parametrize("part", ["measures_part", "budget_part"])
@pytest.mark.parametrize("body", ["economy", "finance"])
def test_p25_the_two_are_assessed_by_the_office_of_the_prime_minister(decree: Path, part: str, body: str) -> None:
    """Whoever holds the role, in both parts."""
    assert assessed_by(decree / "goals_2019.meth", body, part, 2019) == ("pm_office", "pm_office", "указ p. 25")


@pytest.mark.parametrize("part", ["measures_part", "budget_part"])
@pytest.mark.parametrize("body", ["civil_service", "national_bank"])
def test_p26_accountable_to_the_president(decree: Path, part: str, body: str) -> None:
    """Assessed by the Administration."""
    found = assessed_by(decree / "goals_2019.meth", body, part, 2019)
    assert found == ("administration", "administration", "указ p. 26")


@pytest.mark.parametrize(
    ("part", "role", "body"),
    [
        ("services_part", "civil_service_affairs", "civil_service"),
        ("e_services_part", "informatisation", "digital"),
        ("appeals_part", "legal_statistics", "legal_statistics_committee"),
        ("openness_part", "information_sphere", "information"),
    ],
)
def test_p29_four_bodies_assess_interaction(decree: Path, part: str, role: str, body: str) -> None:
    """Each by its part."""
    assert assessed_by(decree / OVERALL, "energy", part, 2020) == (role, body, "указ p. 29")


@pytest.mark.parametrize("body", ["prosecutor", "civil_service"])
def test_p31_quality_of_services_of_two_bodies(decree: Path, body: str) -> None:
    """The Administration assesses the Prosecutor's Office and the civil service body."""
    assert assessed_by(decree / OVERALL, body, "services_part", 2020) == (
        "administration",
        "administration",
        "указ p. 31",
    )


def test_p31_prosecutor_is_not_assessed_by_its_own_committee(decree: Path) -> None:
    """P. 31 does not except appeals: a known conflict, shown as such, and no score by its own unit."""
    lines = lines_of(decree / OVERALL, "prosecutor", 2020)
    (line,) = (one for (_, part), one in lines.items() if part == "appeals_part")
    assert line.answer is Answer.CONFLICT
    assert ground(line) == "указ p. 31"
    conflicts = [one.body for one in resolved(decree / OVERALL).process.conflicts]
    assert conflicts == ["prosecutor"]


@pytest.mark.parametrize(("body", "part"), [("digital", "e_services_part"), ("information", "openness_part")])
def test_p32_two_bodies_are_assessed_by_the_office_of_the_prime_minister(decree: Path, body: str, part: str) -> None:
    """Each in the part that it assesses itself."""
    assert assessed_by(decree / OVERALL, body, part, 2020) == ("pm_office", "pm_office", "указ p. 32")


@pytest.mark.parametrize("part", ["e_services_part", "appeals_part", "openness_part"])
def test_p33_conclusions_go_to_the_civil_service_body(decree: Path, part: str) -> None:
    """Of the three other parts."""
    (line,) = (one for (_, own), one in lines_of(decree / OVERALL, "energy", 2020).items() if own == part)
    assert line.leads_code == "civil_service_affairs"


@pytest.mark.parametrize(
    ("part", "role", "body"),
    [("personnel_part", "civil_service_affairs", "civil_service"), ("technology_part", "informatisation", "digital")],
)
def test_p36_two_bodies_assess_development(decree: Path, part: str, role: str, body: str) -> None:
    """Each by its part."""
    assert assessed_by(decree / OVERALL, "energy", part, 2020) == (role, body, "указ p. 36")


@pytest.mark.parametrize("part", ["e_services_part", "technology_part"])
def test_p29_and_p36_service_integrator_supports(decree: Path, part: str) -> None:
    """In the two parts on electronic services and technologies."""
    (line,) = (one for (_, own), one in lines_of(decree / OVERALL, "energy", 2020).items() if own == part)
    assert line.supported_by == ("service_integrator",)


def test_p37_personnel_of_the_civil_service_body(decree: Path) -> None:
    """Assessed by the Administration."""
    found = assessed_by(decree / OVERALL, "civil_service", "personnel_part", 2020)
    assert found == ("administration", "administration", "указ p. 37")


def test_p38_technologies_of_the_informatisation_body(decree: Path) -> None:
    """Assessed by the Office of the Prime Minister."""
    found = assessed_by(decree / OVERALL, "digital", "technology_part", 2020)
    assert found == ("pm_office", "pm_office", "указ p. 38")


def test_p39_conclusion_on_personnel_goes_to_the_informatisation_body(decree: Path) -> None:
    """It leads the block."""
    (line,) = (one for (_, own), one in lines_of(decree / OVERALL, "energy", 2020).items() if own == "personnel_part")
    assert line.leads_code == "informatisation"


@pytest.mark.parametrize("body", ["energy", "prosecutor", "civil_service", "akmola"])
def test_p63_administration_evaluates_results(decree: Path, body: str) -> None:
    """Of all bodies alike."""
    found = assessed_by(decree / OVERALL, body, "evaluation_of_results", 2020)
    assert found == ("administration", "administration", "указ p. 63")


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("methodology", ["overall_2019.meth", OVERALL])
def test_p24_to_p39_nobody_assesses_itself_and_everybody_is_assessed_once(
    decree: Path, methodology: str, year: int
) -> None:
    """Units of a body counted; who has no assessor has a ground for it."""
    found = resolved(decree / methodology)
    bodies = bodies_in_text(found, year)
    assert bodies is not None
    for line in matrix(found, bodies, year):
        assert line.answer not in (Answer.NOBODY, Answer.SEVERAL), (line.body, line.part)
        if line.answer is not Answer.ASSESSED:
            assert line.because
            assert line.basis
        for one in line.by:
            assert one.holder is not None
            assert not found.process.bodies.are_related(one.holder, line.body), (line.body, line.part)
