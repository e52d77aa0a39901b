"""Powers are asked for only where they have a value, whatever the exponent is."""

import pytest

from tests.checking.small_program import codes


def of(value: str) -> str:
    """A quantity of that value."""
    return f"quantity q\n  value  {value}\n"


@pytest.mark.parametrize(
    "value",
    [
        "budget.staff ^ -1",
        "budget.staff ^ -0.5",
        "budget.staff ^ 0",
        "(budget.staff / 1 persons) ^ budget.grown",
        "budget.grown ^ budget.done",
        "budget.grown ^ 0.5",
    ],
)
def test_a_power_that_may_have_no_value_is_refused(value: str) -> None:
    """Law: 0 has no power of 0 and below, and a number below 0 has only whole ones."""
    assert "S325" in codes(of(value))


@pytest.mark.parametrize(
    "value",
    [
        "budget.grown ^ 3",
        "(budget.planned / 1 KZT) ^ -0.5",
        "(budget.planned / 1 KZT) ^ budget.grown",
        "(budget.done + 1) ^ -2",
        "(budget.staff / 1 persons) ^ (budget.done + 1)",
    ],
)
def test_a_power_that_always_has_a_value_is_let_pass(value: str) -> None:
    """Law: a whole power above 0 is defined for every number, any power for a number above 0."""
    assert codes(of(value)) == []
