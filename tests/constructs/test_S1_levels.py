"""S1: the levels of an assessment, indicator to whole, each of which may be left out or be the last."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tarazy.interpreter.trace_json import schema, trace_json
from tests.constructs.programs import HEAD, codes, compiled, ran, survives_formatting

TEXT = """\
indicator execution "Execution"
  better          higher
  value           report.fact / 10

indicator delays "Delays"
  better          lower
  value           report.delays

criterion discipline "Discipline"
  sum             execution, delays

part of_finance "Part of the body for finance"
  sum             discipline

part of_economy "Part of the body for economy"
  value           report.plan / 10

block goals "Goals"
  sum             of_finance, of_economy

block service "Service, of criteria alone"
  mean            discipline, execution

score overall "Overall"
  weighted mean
    goals:        60 %
    service:      40 %
"""
WITHOUT_BLOCKS = TEXT[: TEXT.index("part of_finance")] + 'score results "Results, without blocks"\n  sum  discipline\n'


def test_S1_every_level(tmp_path: Path) -> None:
    """South: 6 and 3 make 9, with 10 the block 19; (9 + 6) / 2 is 7.5; 0.6 × 19 + 0.4 × 7.5 is 14.4."""
    result = ran(tmp_path, TEXT)
    shown = [result.shown(name, "south") for name in ("discipline", "of_finance", "goals", "service", "overall")]
    assert shown == ["9", "9", "19", "7.5", "14.4"]


def test_S1_a_level_may_be_left_out_and_any_may_be_the_last(tmp_path: Path) -> None:
    """An evaluation without blocks; one that ends with its blocks, or with its indicators."""
    assert ran(tmp_path, WITHOUT_BLOCKS).shown("results", "south") == "9"
    blocks = TEXT[: TEXT.index("score overall")]
    assert ran(tmp_path, blocks).shown("goals", "west") == "13"
    indicators = TEXT[: TEXT.index("criterion")]
    assert [ran(tmp_path, indicators).shown("delays", body) for body in ("north", "west")] == ["0", "7"]


def test_S1_trace_goes_down_level_by_level(tmp_path: Path) -> None:
    """Each level stands under the one above it with its role, down to the cell."""
    trace = ran(tmp_path, TEXT).trace("overall", "south")
    node, roles = trace.root, []
    while node.role:
        roles.append(node.role)
        node = node.operands[0]  # type: ignore[assignment]  # the first mention of each is in full
    assert roles == ["score", "block", "part", "criterion", "indicator"]
    assert node.source is not None
    assert (node.source.file, node.source.row, node.source.column) == ("report.csv", 3, "fact")
    Draft202012Validator(schema()).validate(json.loads(trace_json(trace)))


@pytest.mark.parametrize(
    ("line", "other", "code"),
    [
        ("  sum             discipline\n", "  sum             disciplin\n", "N150"),
        ("  mean            discipline, execution\n", "  mean            discipline, discipline\n", "W463"),
        ("    service:      40 %\n", "    service:      30 %\n", "W461"),
        ("  sum             execution, delays\n", "  sum             execution, goals\n", "G351"),
    ],
)
def test_S1_wrong_trees_are_refused(line: str, other: str, code: str) -> None:
    """A member that there is not, one twice, weights off 100 %, a level that is under itself."""
    assert code in codes(TEXT.replace(line, other))


def test_S1_survives_formatting_and_is_hashed() -> None:
    """Formatting changes nothing; a criterion that becomes a block is another program."""
    assert survives_formatting(TEXT)
    one, other = (compiled(text).program for text in (TEXT, TEXT.replace("criterion", "block")))
    assert one is not None
    assert other is not None
    assert one.hashes.program != other.hashes.program


def test_S1_kinds_of_evaluation_are_methodologies(tmp_path: Path) -> None:
    """The operational evaluation and that of results are two texts over one language, each with its own tree."""
    head = HEAD.replace("methodology example", "methodology results")
    assert compiled(WITHOUT_BLOCKS, head).program is not None
    assert ran(tmp_path, WITHOUT_BLOCKS, head=head).trace("results", "south").methodology == "results"
