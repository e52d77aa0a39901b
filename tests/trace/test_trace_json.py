"""Traces as JSON: the published schema, deterministic bytes, replay, and the first difference named."""

import json
from pathlib import Path

import jsonschema
import pytest

from tarazy.dsl.diagnostics import Diagnostic
from tarazy.interpreter.replay import replay
from tarazy.interpreter.run import RunResult
from tarazy.interpreter.trace_json import head_of, schema, trace_json
from tests.trace.towns import TOWNS, program_of_text, run_of_towns, snapshot_of


@pytest.fixture
def towns(tmp_path: Path) -> RunResult:
    """The run of the towns."""
    return run_of_towns(tmp_path)


def _values(result: RunResult) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(row.body, row.name, tuple(row.element.split("/")) if row.element else ()) for row in result.scores]


def test_every_trace_fits_the_schema(towns: RunResult) -> None:
    """The trace of every declared value is valid under the published schema, which is a valid schema itself."""
    jsonschema.Draft202012Validator.check_schema(schema())
    validator = jsonschema.Draft202012Validator(schema())
    for body, name, elements in _values(towns):
        found = json.loads(trace_json(towns.trace(body, name, None, elements)))
        assert [error.message for error in validator.iter_errors(found)] == []


def test_schema_refuses_what_is_not_declared(towns: RunResult) -> None:
    """A number that is no text, or a part that the form does not know, is no trace."""
    validator = jsonschema.Draft202012Validator(schema())
    found = json.loads(trace_json(towns.trace("ash", "total")))
    found["root"]["value"]["value"] = 6.48
    assert not validator.is_valid(found)
    found["root"]["value"] = {"state": "present", "shown": "6.48", "comment": ""}
    assert not validator.is_valid(found)


def test_root_is_the_row_of_the_table(towns: RunResult) -> None:
    """The value that a trace ends in is the value of the table, in state, digits and unit."""
    for row in towns.scores:
        elements = tuple(row.element.split("/")) if row.element else ()
        value = towns.trace(row.body, row.name, None, elements).root.value
        assert (value.reading.text, value.reading.state, value.unit) == (
            row.value,
            row.state,
            row.unit if row.value else value.unit,
        )


def test_every_trace_replays_to_the_same_bytes(towns: RunResult, tmp_path: Path) -> None:
    """Program, data and place give the same bytes again, also from texts and files read anew."""
    program = program_of_text(TOWNS)
    snapshot = snapshot_of(program, tmp_path)
    for body, name, elements in _values(towns):
        stored = trace_json(towns.trace(body, name, None, elements))
        assert replay(stored, program, snapshot) == stored


def test_head_is_read_alone(towns: RunResult) -> None:
    """The head names what is traced without the rest being read."""
    stored = trace_json(towns.trace("ash", "speed", None, ("permit",)))
    head = head_of(stored[: stored.index(b'"root"')] + b"damaged")
    assert head is not None
    assert (head["name"], head["body"], head["period"], head["elements"]) == ("speed", "ash", "2021", ["permit"])


def _refusal(stored: bytes, result: RunResult) -> Diagnostic:
    found = replay(stored, result.program, result.snapshot)
    assert isinstance(found, Diagnostic)
    return found


def test_first_difference_is_named(towns: RunResult) -> None:
    """One digit changed in a stored trace is found, with its place, what stands there and what was computed."""
    stored = trace_json(towns.trace("ash", "total"))
    changed = stored.replace(b'"value":"200"', b'"value":"201"')
    found = _refusal(changed, towns)
    assert found.code == "E732"
    assert found.message.endswith('"201" in the trace, "200" computed')
    assert "operands[0]" in found.message


def test_layout_alone_is_a_difference(towns: RunResult) -> None:
    """The same content in other bytes is told apart from other content."""
    stored = trace_json(towns.trace("ash", "total"))
    assert _refusal(stored + b"\n", towns).variant in ("layout", "")


@pytest.mark.parametrize("stored", [b"", b"{}", b"[]", b'{"form":"tarazy.trace/1","head":', b'{"form":"other"}'])
def test_bytes_that_are_no_trace(stored: bytes, towns: RunResult) -> None:
    """What is no trace is refused as such."""
    assert _refusal(stored, towns).code == "E730"


def test_trace_of_another_program_or_other_data(towns: RunResult, tmp_path: Path) -> None:
    """A trace names its program and data by hash; with others it is not replayed."""
    stored = trace_json(towns.trace("ash", "total"))
    stricter = program_of_text(TOWNS.replace("value           120 %", "value           110 %"))
    other_program = replay(stored, stricter, snapshot_of(stricter, tmp_path))
    assert isinstance(other_program, Diagnostic)
    assert (other_program.code, other_program.variant) == ("E731", "program_hash")
    (tmp_path / "budget.csv").write_text("town,year,plan,fact\nash,2021,300.00,200.01\n", encoding="utf-8")
    from tarazy.interpreter.data import read_snapshot

    snapshot, _ = read_snapshot(towns.program.lists, towns.program.sources, "towns", tmp_path)
    assert snapshot is not None
    other_data = replay(stored, towns.program, snapshot)
    assert isinstance(other_data, Diagnostic)
    assert (other_data.code, other_data.variant) == ("E731", "snapshot_hash")
