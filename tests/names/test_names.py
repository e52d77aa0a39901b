"""What names stand for, and what is said of those that stand for nothing."""

from __future__ import annotations

import pytest

from tarazy.dsl import nodes
from tarazy.dsl.names import Resolved, resolve
from tarazy.dsl.parser import parse
from tarazy.dsl.pipeline import compile_sources
from tarazy.dsl.source import source_of
from tests.golden import Golden

FRAME = """\
methodology small "A small methodology"
  version         1
  in force from   2020-01-01
  period          year
  evaluates       bodies

list bodies "Bodies"
  file            "bodies.csv"
  key             body

list central of bodies "Central bodies"
  file            "central.csv"
  key             body

list measures "Measures"
  file            "measures.csv"
  key             "code" = measure
  columns
    domain:       one of clinical, safety
    weight:       number, 2 decimals, 0 to 1

source budget "Budget"
  file            "budget.csv"
  key             body, year
  columns
    planned:      money KZT, 2 decimals, above 0 to 1_000
    spent:        money KZT, 2 decimals, 0 to 1_000

source rates "Rates"
  file            "rates.csv"
  key             body, measure, year
  columns
    rate:         number, 4 decimals, 0 to 1
"""


def resolved(text: str, *, frame: str = FRAME) -> Resolved:
    """The names of `text` put behind the frame; the text itself must parse."""
    parsed = parse(source_of("small.meth", f"{frame}\n{text}"))
    assert [one.code for one in parsed.findings] == []
    return resolve([parsed.file])


def codes(text: str) -> list[str]:
    """Codes of the findings about names in `text`."""
    return [one.code for one in resolved(text).findings]


def test_a_column_of_a_source_is_a_datum() -> None:
    """``budget.spent`` is the cell of the source for the body and the year."""
    value = resolved("quantity q\n  value           budget.spent\n").computed["q"].value
    assert isinstance(value, nodes.Datum)
    assert (value.source, value.column) == ("budget", "spent")


def test_a_name_of_the_legend_comes_before_a_declaration() -> None:
    """What stands under `where` is meant by its name, even where a declaration has the same one."""
    text = 'quantity a\n  value           1\n\nquantity q\n  value           a\n  where\n    a:            2  "two"\n'
    value = resolved(text).computed["q"].value
    assert isinstance(value, nodes.Local)


def test_a_bare_name_in_only_is_a_column_of_the_list() -> None:
    """In ``only`` a name is a column of the list that the call runs over, a word beside it a category."""
    text = "quantity q\n  value           count(measures; only domain = safety)\n"
    value = resolved(text).computed["q"].value
    assert isinstance(value, nodes.Aggregate)
    condition = value.members[0].only
    assert isinstance(condition, nodes.Compare)
    assert isinstance(condition.left, nodes.Attribute)
    assert isinstance(condition.right, nodes.Constant)
    assert condition.right.value == "safety"


def test_the_axis_of_a_part_is_that_of_its_root_list() -> None:
    """A list that is part of another runs along the same axis."""
    assert resolved("").lists["central"].root == "bodies"
    assert resolved("").axes == ("bodies", "period", "measures")


def test_lines_of_every_hold_where_the_declaration_does_not_write_them() -> None:
    """``every indicator`` gives its lines to indicators that have no such line."""
    text = (
        "every indicator\n  better          higher\n  no data         not counted\n\n"
        "indicator a\n  value           budget.spent\n\n"
        "indicator b\n  no data         0 points\n  value           budget.spent\n"
    )
    found = resolved(text).computed
    first, second = found["a"].rules.no_data, found["b"].rules.no_data
    assert first is not None
    assert second is not None
    assert (first.inherited, second.inherited) == (True, False)


def test_steps_stand_in_the_order_written_on_either_side_of_the_points() -> None:
    """A step acts on the value before the `points` line and on the points behind it."""
    text = (
        "quantity q\n  value           budget.spent / budget.planned\n  not more than   1\n"
        "  round           half up, 2 decimals\n  points          10 * value\n  round           half even, 0 decimals\n"
    )
    found = resolved(text).computed["q"]
    assert [type(step).__name__ for step in found.value_steps] == ["BoundStep", "RoundStep"]
    assert [type(step).__name__ for step in found.points_steps] == ["RoundStep"]


def test_a_function_is_put_in_where_it_is_called() -> None:
    """A call of a declared function is its value with the arguments in place of the parameters."""
    text = (
        "function ratio\n  takes\n    a:            number\n    b:            number\n  gives           number\n"
        "  value           a / b\n\nquantity q\n  value           ratio(budget.spent; budget.planned)\n"
    )
    value = resolved(text).computed["q"].value
    assert isinstance(value, nodes.FunctionCall)
    assert isinstance(value.body, nodes.Arithmetic)
    assert isinstance(value.body.left, nodes.Datum)


WRONG = {
    "unknown_name": "quantity q\n  value           budgt_spent\n",
    "misspelt_name": "quantity total\n  value           1\n\nquantity q\n  value           totl\n",
    "misspelt_column": "quantity q\n  value           budget.spnt\n",
    "source_as_value": "quantity q\n  value           budget + 1\n",
    "list_as_value": "quantity q\n  value           measures\n",
    "unknown_category": "quantity q\n  value           count(measures; only domain = safty)\n",
    "unknown_list": "quantity q\n  value           mean(rates.rate; over measure_list)\n",
    "unknown_unit": "quantity q\n  value           5 bushels\n",
    "aggregate_without_list": "quantity q\n  value           mean(rates.rate)\n",
    "function_that_calls_itself": (
        "function f\n  takes\n    a:            number\n  gives           number\n  value           f(a)\n\n"
        "quantity q\n  value           f(1)\n"
    ),
    "wrong_number_of_arguments": (
        "function f\n  takes\n    a:            number\n  gives           number\n  value           a\n\n"
        "quantity q\n  value           f(1; 2)\n"
    ),
    "declared_twice": "quantity q\n  value           1\n\nquantity q\n  value           2\n",
    "unknown_act": "quantity q\n  basis           decree p. 5\n  value           1\n",
    "unknown_key": "source s\n  key             bodi, year\n  columns\n    a:            number\n",
    "misspelt_direction": "quantity q\n  better          lowr\n  value           1\n",
    "direction_in_other_words": "quantity q\n  better          increasing\n  value           1\n",
    "answer_in_other_words": "quantity q\n  value           budget.spent\n  no data         skip\n",
    "answer_of_another_language": "quantity q\n  better          больше\n  value           1\n",
    "letters_of_another_alphabet": "quantity q\n  value           \u0420\n  where\n    P:            1\n",
    "column_without_its_source": "quantity q\n  value           spent / budget.planned\n",
    "check_as_value": "check c\n  holds           1 = 1\n\nquantity q\n  value           c\n",
    "act_as_value": 'act decree "Decree"\n\nquantity q\n  value           decree\n',
    "function_of_another_program": "quantity q\n  value           log(2)\n",
    "unit_of_another_name": "quantity q\n  value           5 percents\n",
    "undeclared_unit_of_a_column": "source s\n  key             body\n  columns\n    a:            visits\n",
    "type_of_another_program": "source s\n  key             body\n  columns\n    a:            float\n",
    "unknown_code": "source s\n  key             body\n  columns\n    a:            direction, coded 1 = up\n",
    "members_joined_by_a_word": "quantity q\n  sum             budget.spent and budget.planned\n",
    "word_for_otherwise": (
        "quantity q\n  value\n    when         | value\n    budget.spent > 1 KZT | 1\n    else         | 0\n"
    ),
    "three_errors_in_one_declaration": (
        "quantity q\n  value           budget.spnt / budget.plannd\n  not more than   limt\n"
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_name_that_stands_for_nothing_is_reported(name: str, golden: Golden) -> None:
    """Each mistake gives its code, its place and a proposal; nothing is reported twice."""
    found = resolved(WRONG[name]).findings
    lines = [f"{one.code} {one.place}\n  {one.message}\n  help: {one.help}" for one in found]
    golden(f"{name}.txt", WRONG[name] + "\n" + "\n".join(lines) + "\n")


def test_three_errors_in_one_declaration_are_all_reported() -> None:
    """One run reports every error of a declaration."""
    assert codes(WRONG["three_errors_in_one_declaration"]) == ["N152", "N152", "N150"]


def test_of_a_list_with_a_key_alone_no_column_is_proposed() -> None:
    """Where there is none to choose from, the advice is to add one, not to choose from nothing."""
    text = "list offices\n  key             office\n  rows\n    office | region\n    east   | north\n"
    (found,) = resolved(text).findings
    assert (found.code, found.variant, found.help) == ("N152", "none", "add it below `columns`")


def test_a_misspelt_divisor_is_one_message() -> None:
    """Of a name that stands for nothing no later pass complains: not that it may be zero, nor those who use it."""
    text = "quantity q\n  value           budget.spent / budget.plannd\n\nquantity r\n  value           1 / q\n"
    compilation = compile_sources([source_of("small.meth", f"{FRAME}\n{text}")])
    assert [one.code for one in compilation.findings] == ["N152"]


def test_a_column_called_like_the_word_value_is_refused_where_it_is_declared() -> None:
    """`value` behind a name is what was measured: the column would be lost, so it has to be quoted."""
    text = 'source s\n  file            "s.csv"\n  key             body, year\n  columns\n    {}:        number\n'
    use = "\nquantity q\n  value           s.{}\n"
    assert codes(text.format("value") + use.format("value")) == ["N154"]
    assert codes(text.format("`value`") + use.format("`value`")) == []
