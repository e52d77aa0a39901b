"""P. 13: eight bodies evaluate; six of them are roles, under which bodies come and go."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tarazy.dsl.assessors import Parties
from tests.decree.matrix import resolved

ROLES = {
    "планирование": "economy",
    "по_делам_государственной_службы": "civil_service",
    "исполнение_бюджета": "finance",
    "правовая_статистика": "legal_statistics_committee",
    "информатизация": "digital",
    "сфера_информации": "information",
}


def _parties(decree: Path) -> Parties:
    return next(iter(resolved(decree / "overall_2020.meth").assessors.values())).parties


@pytest.mark.parametrize("role", ROLES)
def test_p13_role_has_its_holder_of_2020(decree: Path, role: str) -> None:
    """Sub-paragraphs 3 to 8."""
    assert _parties(decree).holder(role, date(2020, 6, 30)) == ROLES[role]


@pytest.mark.parametrize("body", ["administration", "pm_office"])
def test_p13_two_bodies_are_named_themselves(decree: Path, body: str) -> None:
    """Sub-paragraphs 1 and 2."""
    declared = resolved(decree / "overall_2020.meth").process.bodies.declared
    assert body in declared
    assert body not in _parties(decree).holders


def test_p13_role_stays_where_its_holder_goes(decree: Path) -> None:
    """Informatisation passed from one ministry to the next twice in 2019."""
    parties = _parties(decree)
    held = [parties.holder("информатизация", date(2019, month, 20)) for month in (2, 3, 6)]
    assert held == ["information_communications", "digital_defence", "digital"]


def test_p13_legal_statistics_is_a_unit_of_the_prosecutor(decree: Path) -> None:
    """Sub-paragraph 6 names what is a committee of the Prosecutor's Office."""
    bodies = resolved(decree / "overall_2020.meth").process.bodies
    assert list(bodies.above("legal_statistics_committee")) == ["prosecutor"]
