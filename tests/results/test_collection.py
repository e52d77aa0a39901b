"""A run leaves the garbage collector as it found it."""

import gc
from pathlib import Path

import pytest

from tarazy.dsl.collection import few_collections
from tests.trace.towns import run_of_towns


def test_thresholds_are_put_back_after_an_error() -> None:
    """Inside, the youngest objects are searched more seldom; afterwards everything is as before."""
    before = gc.get_threshold()
    inside: list[int] = []

    def fail() -> None:
        with few_collections():
            inside[:] = gc.get_threshold()
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert inside[0] > before[0]
    assert inside[1:] == [*before[1:]]
    assert gc.get_threshold() == before


def test_a_collector_switched_off_by_its_threshold_stays_off() -> None:
    """A first threshold of 0 switches the collector off; a run does not switch it on."""
    before = gc.get_threshold()
    try:
        gc.set_threshold(0)
        with few_collections():
            assert gc.get_threshold()[0] == 0
    finally:
        gc.set_threshold(*before)


def test_a_run_changes_nothing(tmp_path: Path) -> None:
    """Thresholds are those of before the rows were asked for."""
    before = gc.get_threshold()
    assert run_of_towns(tmp_path).scores
    assert gc.get_threshold() == before
