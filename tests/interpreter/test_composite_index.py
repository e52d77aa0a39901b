"""The composite index of the benchmarks: as by hand, and every value with a trace that replays."""

from fractions import Fraction

import pytest
from flint import fmpq

import tarazy
from benchmarks.composite_index import INDICATORS, PERIOD, UNITS, by_fractions, write
from tarazy.interpreter.replay import replay_with
from tarazy.interpreter.run import RunResult, Value, run
from tarazy.interpreter.trace_json import trace_json


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> RunResult:
    """A run of the index."""
    folder = tmp_path_factory.mktemp("index")
    write(folder)
    return tarazy.load(str(folder / "composite.meth")).run(period=PERIOD)


def test_the_index_is_what_plain_python_computes(result: RunResult) -> None:
    """Of fifty units and fifty indicators, each index is the same fraction as by hand."""
    cells = {one.body: result.evaluation.result(one.name, one.place) for one in result.values() if one.name == "total"}
    by_hand = {body: _rational(value) for body, value in by_fractions().items()}
    assert cells == by_hand
    assert len(by_hand) == UNITS


def _rational(value: Fraction) -> fmpq:
    return fmpq(value.numerator, value.denominator)


def _replays(result: RunResult, one: Value) -> bool:
    stored = trace_json(result.trace(one.body, one.name, one.period, one.elements))
    return replay_with(stored, run(result.program, result.snapshot, periods=())) == stored


def test_values_of_all_levels_replay(result: RunResult) -> None:
    """One unit's index, and every value of its levels: each trace comes out of a new run in the same bytes."""
    values = [one for one in result.values() if one.body == "unit_7"]
    assert len(values) > INDICATORS
    assert [one for one in values if not _replays(result, one)] == []


@pytest.mark.long
def test_every_value_of_every_unit_replays(result: RunResult) -> None:
    """All 3,250."""
    assert [one for one in result.values() if not _replays(result, one)] == []
