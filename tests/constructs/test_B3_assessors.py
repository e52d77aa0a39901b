"""B3: a default assessor, exceptions, and nobody assesses itself; B4: parts of a block with assessors of their own."""

from __future__ import annotations

import json
from pathlib import Path

from jsonschema import Draft202012Validator

from tarazy.interpreter.trace_json import schema, trace_json
from tests.constructs.programs import FILES, HEAD, codes, compiled, ran, survives_formatting

WRITTEN = HEAD.replace(
    '  file            "bodies.csv"\n  key             body\n  columns\n    kind:         one of ministry, agency\n',
    "  key             body\n  columns\n    kind:         one of ministry, agency\n"
    "  rows\n    body  | kind\n    north | ministry\n    south | agency\n    west  | agency\n",
)
TEXT = """\
role finance "Authorised body for finance"
  held by         north

part money "Money"
  value           report.fact

part order "Order"
  value           report.plan

block whole "The block"
  sum             money, order

assessor of_money of money
  basis           methodology p. 24
  by              finance
  exceptions
    north:        south

assessor of_order of order
  by              south
  exceptions
    south:        north
"""


def test_B3_trace_says_who_assesses(tmp_path: Path) -> None:
    """The assessor of each body, a role with its holder; the exception for the assessor itself."""
    result = ran(tmp_path, TEXT, FILES, WRITTEN)
    assert "assessed by finance (north)" in result.text("money", "west")
    assert "assessed by south" in result.text("money", "north")
    stored = json.loads(trace_json(result.trace("whole", "west")))
    Draft202012Validator(schema()).validate(stored)
    assert stored["root"]["operands"][0]["assessor"] == "finance (north)"


def test_B4_parts_have_assessors_of_their_own(tmp_path: Path) -> None:
    """One block, two parts, two assessors; the parts are summed as any members."""
    result = ran(tmp_path, TEXT, FILES, WRITTEN)
    assert result.shown("whole", "west") == "60"
    assert {one.of: one.by for one in result.program.resolved.assessors.values()} == {
        "money": "finance",
        "order": "south",
    }


def test_B3_nobody_assesses_itself() -> None:
    """By default, by a role that it holds, or as an exception."""
    assert codes(TEXT.replace("  exceptions\n    north:        south\n", ""), WRITTEN) == ["R871"]
    assert codes(TEXT.replace("north:        south", "north:        finance"), WRITTEN) == ["R871"]


def test_B3_exactly_one_assessor() -> None:
    """A second assessor of the same declaration is refused."""
    more = "\nassessor again of money\n  by              west\n  exceptions\n    west:         north\n"
    assert codes(TEXT + more, WRITTEN) == ["R871"]


def test_B3_names_must_be_bodies_or_roles() -> None:
    """A name that is neither, an exception for nobody, an assessor of nothing."""
    assert "R870" in codes(TEXT.replace("  by              south", "  by              suoth"), WRITTEN)
    assert "R870" in codes(TEXT.replace("held by         north", "held by         nroth"), WRITTEN)
    assert "R870" in codes(TEXT.replace("of_money of money", "of_money of mone"), WRITTEN)


def test_B3_assessors_are_agreed_and_change_no_value() -> None:
    """Another assessor is another `program` and the same `calc`; formatting changes nothing."""
    assert survives_formatting(TEXT, WRITTEN)
    texts = (TEXT, TEXT.replace("north:        south", "north:        west"))
    one, other = (compiled(text, WRITTEN).program for text in texts)
    assert one is not None
    assert other is not None
    assert (one.hashes.calc == other.hashes.calc, one.hashes.program == other.hashes.program) == (True, False)
