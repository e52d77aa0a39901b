"""What a line about members says in words is an answer: the result owes no other."""

from __future__ import annotations

import pytest

from tarazy.dsl.pipeline import compile_sources
from tarazy.dsl.source import source_of
from tests.constructs.programs import HEAD, codes

TEXT = """\
indicator done "Execution"
  better          higher
  value           report.fact / report.plan
  zero divisor    STATE
  points          limit(value; from 0; to 10)

indicator prompt "Promptness"
  better          lower
  value           report.delays
  points          limit(value; from 0; to 10)

score total "Total"
  KIND
  needs           1, otherwise 0 points
  LINE  not computed
"""
KINDS = ("sum             done, prompt", "weighted mean\n    done:         40 %\n    prompt:       60 %")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("state", ["not applicable", "not counted"])
def test_not_computed_for_members_left_out_is_an_answer(kind: str, state: str) -> None:
    """Law: `not applicable members  not computed` says that the result is unknown; S302 does not ask again."""
    text = TEXT.replace("STATE", state).replace("KIND", kind).replace("LINE", f"{state} members")
    assert codes(text, HEAD) == []


def test_without_the_line_the_answer_is_missed() -> None:
    """The law above is about the line: without it the sum is asked for one."""
    text = TEXT.replace("STATE", "not applicable").replace("KIND", KINDS[0]).replace("  LINE  not computed\n", "")
    assert "S301" in codes(text, HEAD)


def test_an_answer_about_members_of_nothing_is_no_fault_of_the_program() -> None:
    """A criterion that has no line for its value, but one for its members: findings, and no exception."""
    text = "criterion c\n  not applicable members  rescale weights\n"
    assert [one.code for one in compile_sources([source_of("c.meth", text)]).findings] != []
