"""A program is checked together with its bindings: one whose ranges call for more than the program says is refused."""

from __future__ import annotations

import pytest

from tarazy.dsl.diagnostics import Diagnostic
from tarazy.dsl.source import Span
from tests.bindings.wiring import BINDING, HEAD, SCORE, SOURCE, codes, compiled, findings_text
from tests.golden import Golden

PLAN = 'titled "План", 1 decimal, above 0 to 1000'
FACT = 'titled "Факт", 2 decimals, 0 to 1000'


def place(one: Diagnostic) -> str:
    """The file that a finding points at, and the first word of the line."""
    assert isinstance(one.place, Span)
    text = one.place.source.text
    return f"{one.place.source.name}: {text[text.rfind(chr(10), 0, one.place.start) + 1 :].split()[0]}"


def places(binding: str, program: str = HEAD + SOURCE + SCORE) -> list[tuple[str, str]]:
    """Code and place of each finding."""
    return [(one.code, place(one)) for one in compiled(program, binding).findings]


def test_a_range_that_calls_for_a_rule_is_reported_where_it_is_stated(golden: Golden) -> None:
    """A divisor that a new binding lets be 0 is found at the line of the binding, with the place of the division."""
    golden("divisor.txt", findings_text(compiled(binding=BINDING.replace("above 0 to 1000", "0 to 1000"))))


def test_a_value_that_a_binding_lets_be_absent_is_reported_there() -> None:
    """`may be absent` in a binding calls for a rule of the program, and the binding is what is refused."""
    found = places(BINDING.replace(FACT, FACT + ", may be absent"))
    assert found == [("S302", "small.data.meth: spent:"), ("S302", "small.data.meth: spent:")]


def test_only_the_column_that_is_to_blame_is_pointed_at() -> None:
    """Of two bound columns of a formula, the one without which nothing would be found is named."""
    binding = BINDING.replace(PLAN, 'titled "План", -5 to 1000')
    assert places(binding) == [("S320", "small.data.meth: planned:")]


def test_what_the_source_states_is_the_program_s() -> None:
    """A range that the source states is part of the program: what it calls for is reported in the program."""
    source = SOURCE.replace("planned:      money KZT", "planned:      money KZT, 0 to 1000")
    binding = BINDING.replace(PLAN, 'titled "План", 1 decimal')
    assert places(binding, HEAD + source + SCORE) == [("S320", "small.meth: value")]


def test_a_range_that_nobody_states_is_the_program_s() -> None:
    """Where no range is stated a divisor may be 0, whatever else the binding says."""
    assert places(BINDING.replace(PLAN, 'titled "План"')) == [("S320", "small.meth: value")]


def test_a_column_of_a_list_is_pointed_at_through_what_uses_it() -> None:
    """The range of an attribute, of a list that has a code of its own, is found behind another declaration."""
    columns = "  code            organs\n  columns\n    staff:        number\n"
    head = HEAD.replace("  key             body\n", "  key             body\n" + columns, 1)
    score = SCORE.replace("budget.planned", "budget.planned / crew") + "\nquantity crew\n  value           body.staff\n"
    binding = "binding bodies\n  columns\n    staff:        {}\n\n" + BINDING
    assert places(binding.format("1 and above"), head + SOURCE + score) == []
    found = places(binding.format("0 and above"), head + SOURCE + score)
    assert found == [("S320", "small.data.meth: staff:")]


def test_errors_that_no_binding_causes_stay_where_they_are() -> None:
    """A fault of the program is reported in the program, bound or not."""
    score = SCORE.replace("budget.spent / budget.planned", "budget.spent + 1 year")
    assert {one[1].split(":")[0] for one in places(BINDING, HEAD + SOURCE + score)} == {"small.meth"}


NARROW = SOURCE.replace("planned:      money KZT", "planned:      money KZT, above 0 to 1000")
ZERO_DIVISOR, NO_DATA = "  zero divisor    0 points\n", "  no data         0 points\n"


@pytest.mark.parametrize("line", [ZERO_DIVISOR, NO_DATA])
@pytest.mark.parametrize("binding", [BINDING, ""])
def test_a_rule_that_a_binding_makes_idle_is_no_fault(line: str, binding: str) -> None:
    """Law: a rule that cannot act under this binding can under another, also one to come, and is not warned of."""
    score = SCORE.replace("  points", f"{ZERO_DIVISOR if not binding else ''}  points", 1)
    score = score if line in score else score.replace("  points", f"{line}  points", 1)
    assert "S303" not in codes(compiled(HEAD + SOURCE + score, binding))


def test_a_rule_that_the_source_makes_idle_is_warned_of() -> None:
    """Where the source states the range, no binding can let the divisor be 0."""
    score = SCORE.replace("  points", f"{ZERO_DIVISOR}  points", 1)
    binding = BINDING.replace(PLAN, 'titled "План", 1 decimal')
    assert "S303" in codes(compiled(HEAD + NARROW + score, binding))
