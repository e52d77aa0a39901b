"""Lines of the language that this version does not compute are refused, never passed over."""

import pytest

from tarazy.dsl.pipeline import compile_sources
from tarazy.dsl.source import source_of
from tests.checking.small_program import FRAME


@pytest.mark.parametrize(
    "text",
    [
        "quantity q\n  value  budget.done\n  share of maximum\n",
        "quantity q\n  value  budget.done\n  in force until  2024-12-31\n",
        "quantity q\n  mean  budget.done, budget.grown\n  disputed members  not counted\n",
        "every indicator\n  withheld members  not counted\n",
        'list l\n  file  "l.csv"\n  key  k\n  columns\n    c:  one of a, b, several\n',
        "parameter p\n  unit  persons\n  value  5\n",
    ],
)
def test_a_line_that_would_change_values_is_refused(text: str) -> None:
    """Law: a line has its meaning or is an error: a score must not be computed as if the line were not there."""
    assert [one.code for one in compile_sources([source_of("small.meth", FRAME + text)]).findings] == ["N169"]
