"""What fuzzing once broke stays mended: each text is the smallest that showed it."""

import pytest

from fuzz.target import fuzz_one
from tarazy.dsl.pipeline import compile_sources
from tarazy.dsl.source import source_of

FOUND = {
    "a word that is no rounding mode": "quantity q\n  value  2.5\n  round  decimals, 0 decimals\n",
    "nothing": "",
}


@pytest.mark.parametrize("name", FOUND)
def test_a_text_found_by_fuzzing_breaks_nothing(name: str) -> None:
    """Law: any text is checked, laid out and evaluated without an exception."""
    fuzz_one(FOUND[name].encode())


def test_a_word_that_is_no_rounding_mode_is_reported() -> None:
    """`round` takes a mode first, and says which there are."""
    text = FOUND["a word that is no rounding mode"]
    found = compile_sources([source_of("x.meth", text)]).findings
    assert [one.code for one in found if one.severity.value == "error"] == ["P132"]
