"""Both engines of registers: DuckDB for all places at once, and the interpreter row by row."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tarazy.interpreter.evaluation import RECURSION
from tarazy.interpreter.meaning.grouped_rows import GroupedRows
from tests.constructs.register_programs import registered

HEAD = """\
methodology example "An example"
  version         1
  in force from   2020-01-01
  period          year
  evaluates       bodies

list bodies "Bodies"
  file            "bodies.csv"
  key             body
  columns
    region:       text
    weight:       number, 1 decimal

parameter norm "Norm"
  value
    2019:  2.5
    2021:  3

register cases "Cases"
  file            "cases.csv"
  key             case
  belongs to      body, due
  columns
    body:         bodies
    kind:         one of open, closed
    due:          date
    done:         date, may be absent
    a:            number, 2 decimals
    b:            number, may be absent
    c:            number, 0 decimals, may be absent
    yes_no:       yes/no, may be absent
    note:         text, may be absent
"""

sys.setrecursionlimit(max(sys.getrecursionlimit(), RECURSION))

COMPARISONS = st.sampled_from(["=", "!=", "<", "<=", ">", ">="])
NUMERALS = st.decimals(-50, 50, places=2, allow_nan=False).map(lambda one: f"{one}".replace("-", ""))


def _numbers(conditions: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    leaves = st.sampled_from(["a", "b", "c", "body.weight", "norm", "abs(a)"]) | NUMERALS

    def larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        return st.one_of(
            st.tuples(inner, st.sampled_from("+-*"), inner).map(lambda one: f"({one[0]} {one[1]} {one[2]})"),
            st.tuples(inner, st.sampled_from(["2", "3", "0.7"])).map(lambda one: f"({one[0]} / {one[1]})"),
            inner.map(lambda one: f"(-{one})"),
            st.tuples(conditions, inner, inner).map(lambda one: f"if({one[0]}; {one[1]}; {one[2]})"),
        )

    return st.recursive(leaves, larger, max_leaves=4)


def _conditions() -> st.SearchStrategy[str]:
    words = st.sampled_from(
        [
            "kind = open",
            "kind != closed",
            'note = "x"',
            "yes_no = yes",
            "has(b)",
            "has(done)",
            "has(note)",
            "done <= due",
            "done - due > 10 days",
            "due < 2020-06-01",
            'body.region = "N"',
        ]
    )
    plain = _numbers(words)
    leaves = words | st.tuples(plain, COMPARISONS, plain).map(" ".join)

    def larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        return st.one_of(
            st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(lambda one: f"({one[0]} {one[1]} {one[2]})"),
            inner.map(lambda one: f"not({one})"),
        )

    return st.recursive(leaves, larger, max_leaves=4)


CONDITIONS = _conditions()
NUMBERS = _numbers(CONDITIONS)
OVER = st.sampled_from(["cases", "cases[previous year]", "cases[last 2 years]"])


KINDS = ("count", "share", "sum", "mean", "median", "percentile", "min", "max", "distinct count", "weighted")
MIDDLES = st.sampled_from(["mean of the middle two", "lower of the middle two", "upper of the middle two"])
METHODS = st.sampled_from(["nearest rank", "linear"])
SHARES = st.sampled_from(["0 %", "10 %", "25 %", "0.5", "33.3 %", "90 %", "100 %"])


@st.composite
def aggregates(draw: st.DrawFn) -> str:
    """A call over the register."""
    kind = draw(st.sampled_from(KINDS))
    over, condition, number = draw(OVER), draw(CONDITIONS), draw(NUMBERS)
    only = f"; only {condition}" if kind == "share" or draw(st.booleans()) else ""
    if kind in ("count", "share"):
        return f"{kind}({over}{only})"
    if kind == "weighted":
        return f"weighted mean({number}; weight c; over {over}{only})"
    if kind == "median":
        return f"median({number}; over {over}{only}; {draw(MIDDLES)})"
    if kind == "percentile":
        return f"percentile({number}; {draw(SHARES)}; over {over}{only}; {draw(METHODS)})"
    return f"{kind}({number}; over {over}{only})"


@st.composite
def rows(draw: st.DrawFn) -> str:
    """A row of the register, without its key."""
    day = date(2019, 1, 1) + timedelta(draw(st.integers(0, 1095)))
    done = draw(st.none() | st.integers(-30, 30))
    cells = [
        draw(st.sampled_from(["north", "south"])),
        draw(st.sampled_from(["open", "closed"])),
        day.isoformat(),
        "" if done is None else (day + timedelta(done)).isoformat(),
        f"{draw(st.decimals(-1000, 1000, places=2))}",
        draw(st.sampled_from(["", "0", "1.5", "-7", "0.125", "123456789012345678901234", "99999999999999999999.25"])),
        draw(st.sampled_from(["", "0", "1", "2", "3"])),
        draw(st.sampled_from(["", "yes", "no"])),
        draw(st.sampled_from(["", "x", "y"])),
    ]
    return ",".join(cells)


NEEDS = st.sampled_from(["", "", "  needs  2, otherwise not computed\n", "  needs  50 %, otherwise not applicable\n"])
RULES = "  nothing to count  not applicable\n  zero divisor      not applicable\n"


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(aggregates(), NEEDS), min_size=4, max_size=6), st.lists(rows(), max_size=12))
def test_D7_both_engines_give_the_same_cells(calls: list[tuple[str, str]], lines: list[str]) -> None:
    """Whatever is asked of whatever rows, the database and the interpreter give the same values, states and causes."""
    declared = (f"  value  {call}\n{RULES}{needs}\n" for call, needs in calls)
    text = "".join(f"quantity q{number}\n{lines_of}" for number, lines_of in enumerate(declared))
    body = "".join(f"{number},{line}\n" for number, line in enumerate(lines))
    files = {
        "bodies.csv": "body,region,weight\nnorth,N,1.5\nsouth,S,-2\n",
        "cases.csv": f"case,body,kind,due,done,a,b,c,yes_no,note\n{body}",
    }
    with TemporaryDirectory() as folder:
        program = registered(Path(folder), text, files, HEAD)
        assert program.result.scores == program.row_by_row().scores
        assert program.result.findings == program.row_by_row().findings


@pytest.mark.parametrize(
    "call",
    [
        "count(cases; only kind = open and a > norm)",
        "sum(a * c; over cases; only has(c))",
        "median(a - body.weight; over cases; upper of the middle two)",
        "percentile(a; 90 %; over cases; nearest rank)",
        "percentile(a - c; 30 %; over cases; only has(c); linear)",
        "mean(done - due; over cases; only has(done))",
        "distinct count(kind; over cases[last 2 years])",
        "max(due; over cases)",
    ],
)
def test_D7_the_database_answers_what_it_can_say(call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Plain questions are answered by the database, so that the law above is one of two engines."""
    answered: list[bool] = []
    cell = GroupedRows.cell

    def watched(self: GroupedRows, place: tuple[str | int | None, ...]) -> object:
        found = cell(self, place)
        answered.append(found is not None)
        return found

    monkeypatch.setattr(GroupedRows, "cell", watched)
    lines = [
        "1,north,open,2020-01-01,2020-01-05,1.25,2,3,yes,x",
        "2,north,closed,2021-01-01,,4.5,,,,",
        "3,south,open,2021-02-01,2021-02-01,-1,0,0,no,y",
    ]
    files = {
        "bodies.csv": "body,region,weight\nnorth,N,1.5\nsouth,S,-2\n",
        "cases.csv": "case,body,kind,due,done,a,b,c,yes_no,note\n" + "".join(f"{line}\n" for line in lines),
    }
    registered(tmp_path, f"quantity q\n  value  {call}\n{RULES}", files, HEAD).result.trace("north", "q", 2021)
    assert answered
    assert all(answered)
