"""Examples in the text: what is given, what is expected, and what a failing one says."""

import pytest

from tarazy.dsl.diagnostics import Diagnostic
from tarazy.interpreter.examples import run_examples
from tests.trace.towns import TOWNS, program_of_text


def findings(example: str) -> list[Diagnostic]:
    """Findings of one example, written under the towns."""
    program = program_of_text(f'{TOWNS}\nexample "tried"\n{example}')
    (result,) = run_examples(program)
    assert result.passed is (not result.findings)
    return list(result.findings)


GIVEN = """\
  given
    budget.fact:                 95 KZT
    budget.plan:                 100 KZT
"""


@pytest.mark.parametrize(
    "expected",
    ["execution:  10 points", "execution.value:  95 %", "lateness:  0 points", "answering:  not applicable"],
)
def test_what_comes_out_is_expected(expected: str) -> None:
    """One body and one period are assumed; what is not given is absent and answered by the rules."""
    assert findings(f"{GIVEN}  expect\n    {expected}\n") == []


def test_numbers_must_be_exactly_equal() -> None:
    """A third is no 33.33 percent; the finding prints both, and the value under every term."""
    (found,) = findings(
        "  given\n    budget.fact:  1 KZT\n    budget.plan:  3 KZT\n  expect\n    execution.value:  33.33 %\n"
    )
    assert found.code == "E700"
    assert found.message.splitlines() == [
        "`execution.value` is 33.3333333333… %, exactly 1/3, expected 33.33 %",
        "  budget.fact / budget.plan = 1 KZT / 3 KZT = 33.3333333333… %",
        "  by bands of value = by bands of 33.3333333333… % = 0 points",
        "  budget.fact = 1 KZT",
        "  budget.plan = 3 KZT",
        "  ceiling = 120 %",
    ]


def test_absent_is_not_zero() -> None:
    """A datum that is not given is absent, and so is what it is needed for; zero is another thing."""
    (found,) = findings("  given\n    budget.plan:  100 KZT\n  expect\n    execution.value:  0 %\n")
    assert found.message.startswith("`execution.value` is absent, expected 0 %")
    zero = "  given\n    budget.plan:  100 KZT\n    budget.fact:  0 KZT\n  expect\n    execution.value:  0 %\n"
    assert findings(zero) == []


def test_a_result_that_is_given_is_put_in() -> None:
    """A computed value can be given, and its formula is not asked."""
    given = "  given\n    execution:  10 points\n    answering:  5 points\n    lateness:  1 point\n"
    assert findings(f"{given}  expect\n    total:  7 points\n") == []


def test_causes_are_compared_as_a_set() -> None:
    """The order of causes means nothing; one too few or too many does."""
    given = "  given\n    budget.plan:  absent\n"
    both = "  expect\n    execution.value:  absent because budget.plan, budget.fact\n"
    assert findings(given + both) == []
    (found,) = findings(f"{given}  expect\n    execution.value:  absent because budget.plan\n")
    assert found.code == "E702"
    assert "because of budget.fact, budget.plan; expected because of budget.plan" in found.message


def test_a_group_needs_bodies() -> None:
    """A place among one assumed body is no place: the example must name the bodies."""
    (found,) = findings("  given\n    total:  7 points\n  expect\n    place:  1\n")
    assert (found.code, found.variant) == ("E701", "group")


def test_bodies_and_periods_are_invented() -> None:
    """Bodies that are named belong to every list of bodies; the last period named is the evaluated one."""
    example = """\
  bodies          north, south
  given budget
    town  | year | plan    | fact
    north | 2019 | 100 KZT | 40 KZT
    north | 2020 | 100 KZT | 90 KZT
    south | 2020 | 100 KZT | 70 KZT
  expect
    growth[north]:       50 percentage points
    above_mean[north]:   10 percentage points
    growth[south]:       absent
"""
    assert findings(example) == []


def test_a_former_period_must_be_given() -> None:
    """Growth without a former year says so, instead of a bare difference."""
    (found,) = findings(f"{GIVEN}  expect\n    growth:  5 percentage points\n")
    assert (found.code, found.variant) == ("E701", "period")


def test_a_list_of_a_file_must_be_there() -> None:
    """Attributes come from the real list; without its file the finding says which is missing."""
    given = "  given\n    answers.days_taken[permit]:  16.3 days\n"
    (found,) = findings(f"{given}  expect\n    speed[permit]:  7.4 points\n")
    assert (found.code, found.variant) == ("E701", "list")
    assert "`services`" in found.message


CROSSING = """
quantity held
  value  limit(budget.fact; from budget.plan; to 50 KZT)
"""


def crossing(expected: str) -> list[Diagnostic]:
    """Findings of an example in which the lower end of a limit is above the upper one."""
    text = f'{TOWNS}{CROSSING}\nexample "tried"\n{GIVEN}  expect\n    held:  {expected}\n'
    (result,) = run_examples(program_of_text(text))
    return list(result.findings)


def test_an_error_can_be_expected() -> None:
    """What the data make impossible is expected by its code; another code, or a value in its place, is told apart."""
    assert crossing("error X510") == []
    (other,) = crossing("error X511")
    assert other.code == "E703"
    (value,) = findings(f"{GIVEN}  expect\n    execution:  error X510\n")
    assert (value.code, value.words["expected"]) == ("E700", "error X510")
