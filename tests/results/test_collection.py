"""A run leaves the garbage collector as it found it."""

import gc

import pytest

from tarazy.interpreter.collection import few_collections
from tarazy.interpreter.run import RunResult


def test_thresholds_are_put_back_after_an_error() -> None:
    """Inside, the youngest objects are searched more seldom; afterwards everything is as before."""
    before = gc.get_threshold()
    with pytest.raises(LookupError), few_collections():
        assert gc.get_threshold()[0] > before[0]
        assert gc.get_threshold()[1:] == before[1:]
        raise LookupError
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


def test_a_run_changes_nothing(towns: RunResult) -> None:
    """Thresholds are those of before the rows were asked for."""
    before = gc.get_threshold()
    assert towns.scores
    assert gc.get_threshold() == before
