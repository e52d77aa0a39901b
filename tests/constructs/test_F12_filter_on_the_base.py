"""F12: what is left out of the base of a share (transfers, restricted data) is said by the condition of its divisor."""

from __future__ import annotations

from pathlib import Path

from tarazy.interpreter.trace import TraceNode
from tests.constructs.register_programs import registered

SPENDING = """\
register payments "Payments"
  file            "payments.csv"
  key             payment
  belongs to      body, paid
  columns
    body:         bodies
    paid:         date
    programme:    text
    transfer:     yes/no
    amount:       money KZT, 2 decimals, 0 and above

indicator own "Share of own payments on roads"
  better          higher
  value           R / B
  where
    R:            sum(amount; over payments; only transfer = no and programme = "roads")  "roads"
    B:            sum(amount; over payments; only transfer = no)                           "all but transfers"
  zero divisor    not applicable
"""

FILES = {
    "payments.csv": """\
payment,body,paid,programme,transfer,amount
1,north,2021-02-01,roads,no,30
2,north,2021-03-01,schools,no,10
3,north,2021-04-01,roads,yes,1000
4,south,2021-04-01,roads,yes,5
"""
}


def test_F12_the_base_leaves_out_what_the_condition_says(tmp_path: Path) -> None:
    """Transfers are in neither part of the share, and the trace shows both bases with their conditions."""
    program = registered(tmp_path, SPENDING, FILES)
    assert program.shown("own") == "75 %" or program.shown("own") == "0.75"
    operands = program.result.trace("north", "own", 2021).root.operands
    legend = {one.name: one for one in operands if isinstance(one, TraceNode)}
    rows = [legend[name].formulas[0].aggregates[0].rows for name in ("R", "B")]
    assert [(one.condition, one.of) for one in rows if one is not None] == [
        ('transfer = no and programme = "roads"', 3),
        ("transfer = no", 3),
    ]
    assert [legend[name].formulas[0].aggregates[0].count for name in ("R", "B")] == [1, 2]


def test_F12_a_base_that_is_empty_is_no_error_by_accident(tmp_path: Path) -> None:
    """Where all is left out of the base, the rule for a zero divisor answers."""
    assert registered(tmp_path, SPENDING, FILES).shown("own", "south") == "not applicable"
