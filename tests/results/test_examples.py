"""Examples in the text: what is given, what is expected, and what a failing one says."""

import pytest

from tarazy.dsl.diagnostics import Diagnostic
from tarazy.dsl.pipeline import compile_sources
from tarazy.dsl.source import source_of
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


LISTS = """
list desks "Desks"
  file            "desks.csv"
  key             desk
  columns
    where:        towns
    kind:         one of reading, lending
    seats:        number, 0 decimals, 0 to 500
    better_when:  direction

list reading of desks "For readers"
  only            desk.kind = reading

quantity seats "Seats of the town"
  value           sum(desk.seats; over its(desks))

quantity all_reading "Seats for readers"
  value           sum(desk.seats; over reading)

quantity weighed "Seats where more is better"
  for each        desks as desk
  value           if(desk.better_when = higher; desk.seats; 0 - desk.seats)
"""
ELEMENTS = """\
  bodies          ash, birch
  given           desks
    desk   | where | kind    | seats | better_when
    hall   | ash   | reading | 40    | higher
    garden | ash   | lending | 20    | lower
    attic  | birch | reading | 10    | higher
"""


def of_lists(example: str) -> list[Diagnostic]:
    """Findings of one example, written under the towns and lists of theirs."""
    (result,) = run_examples(program_of_text(f'{TOWNS}{LISTS}\nexample "tried"\n{example}'))
    return list(result.findings)


@pytest.mark.parametrize(
    "expected",
    ["seats[ash]:  60", "seats[birch]:  10", "all_reading:  50", "weighed[hall]:  40", "weighed[garden]:  -20"],
)
def test_elements_of_a_list_are_given_with_their_columns(expected: str) -> None:
    """No file is needed: a list has the elements that the example gives, and parts of it those that fit."""
    assert of_lists(f"{ELEMENTS}  expect\n    {expected}\n") == []


def test_a_column_of_an_element_that_is_not_given_is_absent() -> None:
    """As every datum of an example."""
    given = "  bodies          ash\n  given           desks\n    desk | where\n    hall | ash\n"
    assert of_lists(f"{given}  expect\n    seats:  absent\n") == []


@pytest.mark.parametrize(
    ("former", "later", "code"),
    [("seats |", "chairs |", "N152"), ("| 40 ", "| much ", "N196"), ("| reading | 10", "| sleeping | 10", "N196")],
)
def test_an_element_is_held_to_its_columns(former: str, later: str, code: str) -> None:
    """A column that there is not, and a cell that its column could not hold."""
    text = f'{TOWNS}{LISTS}\nexample "tried"\n{ELEMENTS.replace(former, later)}  expect\n    seats[ash]:  60\n'
    assert code in [one.code for one in compile_sources([source_of("towns.meth", text)]).findings]


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
