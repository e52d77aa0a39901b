"""D3: values of years, half-years, quarters and months; former periods; values that an act changes from a period on."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tarazy.dsl.periods import (
    PartOfYear,
    Period,
    PeriodSpan,
    containing,
    first_day,
    in_parts,
    last_day,
    part_of_year,
    parts_of,
    period_of_day,
    read_period,
)
from tarazy.interpreter.data import read_snapshot
from tarazy.interpreter.examples import run_examples
from tarazy.workbench.cli import main
from tests.constructs.period_programs import (
    compiled,
    findings,
    ran,
    shown,
    survives_formatting,
    survives_translation,
    text_of,
    variants,
)

QUARTERS = """\
methodology execution "Execution by quarter"
  version         2024.1
  in force from   2022-01-01
  period          quarter
  evaluates       bodies

list bodies "Bodies"
  file            "bodies.csv"
  key             body

source budget "Budget"
  file            "budget.csv"
  key             body, quarter
  columns
    plan:         number, 0 decimals, above 0 to 1000
    spent:        number, 0 decimals, 0 to 1000

source staff "Staff"
  file            "staff.csv"
  key             body, year
  columns
    posts:        number, 0 decimals, above 0 to 1000

parameter norm "Norm"
  value
    2022:         80 %
    2022-Q3:      90 %

quantity execution "Execution"
  value           budget.spent / budget.plan

quantity step "Change on the former quarter"
  value           execution - execution[previous quarter]

quantity change "Change on the same quarter of the former year"
  value           execution - execution[previous year]

quantity of_year "Execution of the last four quarters"
  value           sum(budget.spent[last 4 quarters]) / sum(budget.plan[last 4 quarters])

quantity same_quarters "Mean of this quarter in two years"
  value           mean(execution[last 2 years])

quantity a_post "Spent a post"
  value           budget.spent / staff.posts

quantity reached "Whether the norm is reached"
  value           if(execution >= norm; 1; 0)

quantity first "The first quarter of all"
  value           execution[2022-Q1]
"""
FILES = {
    "bodies.csv": "body\nnorth\n",
    "budget.csv": "body,quarter,plan,spent\n"
    "north,2022-Q1,100,70\nnorth,2022-Q2,100,80\nnorth,2022-Q3,100,85\nnorth,2022-Q4,100,90\nnorth,2023-Q1,100,95\n",
    "staff.csv": "body,year,posts\nnorth,2022,10\nnorth,2023,5\n",
}
PERIODS = st.one_of(
    st.integers(1, 9000),
    st.builds(part_of_year, st.integers(1, 9000), st.just(2), st.integers(1, 2)),
    st.builds(part_of_year, st.integers(1, 9000), st.just(4), st.integers(1, 4)),
    st.builds(part_of_year, st.integers(1, 9000), st.just(12), st.integers(1, 12)),
)


@pytest.mark.parametrize(
    ("name", "period", "value"),
    [
        ("step", "2022-Q3", "0.05"),
        ("change", "2023-Q1", "0.25"),
        ("of_year", "2022-Q4", "0.8125"),
        ("of_year", "2023-Q1", "0.875"),
        ("same_quarters", "2023-Q1", "0.825"),
        ("a_post", "2022-Q4", "9"),
        ("a_post", "2023-Q1", "19"),
        ("reached", "2022-Q2", "1"),
        ("reached", "2022-Q3", "0"),
        ("first", "2023-Q1", "0.7"),
        ("step", "2022-Q1", "absent"),
    ],
)
def test_D3_former_quarters_and_values_of_the_year(tmp_path: Path, name: str, period: str, value: str) -> None:
    """A quarter looks back by quarters and by years; a value of a year is that of the year it lies in."""
    assert shown(ran(tmp_path, QUARTERS, FILES), name, "north", period) == value


def test_D3_trace_names_the_former_period(tmp_path: Path) -> None:
    """What a former value is of stands with it, and so does the cell that it was read from."""
    text = text_of(ran(tmp_path, QUARTERS, FILES), "step", "north", "2022-Q3")
    assert "execution - execution[previous quarter]\n    = 0.85 - 0.8 = 0.05" in text
    assert "execution[2022-Q2]" in text
    assert "budget.csv, row 3, column spent" in text


def test_D3_formatting_changes_nothing() -> None:
    """Selectors and periods survive laying out."""
    assert survives_formatting(QUARTERS)


@pytest.mark.parametrize(
    ("written", "instead", "found"),
    [
        ("period          quarter", "period          year", "source"),
        ("[previous quarter]", "[previous month]", "shorter"),
        ("[last 4 quarters]", "[last 4 months]", "shorter"),
        ("[2022-Q1]", "[2022]", ""),
        ("2022-Q3:", "2022-08:", "within"),
        ("value           execution[2022-Q1]", "value           2022-Q1", "value"),
    ],
)
def test_D3_a_period_that_does_not_fit_is_refused(written: str, instead: str, found: str) -> None:
    """A period shorter than those evaluated, or of another length, has no meaning."""
    assert ("N198", found) in variants(QUARTERS.replace(written, instead))


def test_D3_a_value_that_changes_by_a_day(tmp_path: Path) -> None:
    """The first day of a quarter is another way to write from which quarter a parameter holds."""
    dated = QUARTERS.replace("2022-Q3:      90 %", "2022-07-01:   90 %")
    assert not findings(dated)
    assert shown(ran(tmp_path, dated, FILES), "reached", "north", "2022-Q3") == "0"
    assert ("N198", "within") in variants(dated.replace("2022-07-01", "2022-08-15"))


def test_D3_a_cell_that_is_no_quarter(tmp_path: Path) -> None:
    """The contract of data says which period a cell must write."""
    for name, content in {**FILES, "budget.csv": "body,quarter,plan,spent\nnorth,2022-Q5,100,70\n"}.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    program = compiled(QUARTERS).program
    assert program is not None
    snapshot, violations = read_snapshot(program.lists, program.sources, "bodies", tmp_path)
    assert snapshot is None
    assert [(one.code, one.variant) for one in violations] == [("D662", "quarter")]


def test_D3_an_example_is_of_a_quarter() -> None:
    """An example may name its period, as a year or a part of one."""
    text = f"""{QUARTERS}
example "the third quarter"
  period          2022-Q3
  given           budget
    body  | quarter | plan | spent
    north | 2022-Q2 | 100  | 80
    north | 2022-Q3 | 100  | 90
    north | 2022-Q4 | 100  | 100
  given
    staff.posts[2022]:    10
  expect
    step[north]:          0.1
    a_post[north]:        9
    reached[north]:       1
"""
    program = compiled(text).program
    assert program is not None
    assert not [finding for outcome in run_examples(program) for finding in outcome.findings]


LENGTHS = """\
methodology lengths "By {word}"
  version         1
  in force from   2022-01-01
  period          {word}
  evaluates       bodies

list bodies "Bodies"
  file            "bodies.csv"
  key             body

source report "Report"
  file            "report.csv"
  key             body, {key}
  columns
    level:        number, 0 decimals, 0 to 1000

source plan "Plan of one file for each period"
  file            "first.csv", period {first}
  file            "second.csv", period {second}
  key             body
  columns
    planned:      number, 0 decimals, 0 to 1000

quantity step "Change"
  value           report.level - report.level[previous {word}]

quantity change "Change in a year"
  value           report.level - report.level[{count} {word}s ago]

quantity planned "Plan and the former one"
  value           plan.planned + plan.planned[previous {word}]
"""


@pytest.mark.parametrize(
    ("word", "first", "second", "year_before", "count"),
    [
        ("half-year", "2022-H2", "2023-H1", "2022-H1", 2),
        ("quarter", "2022-Q4", "2023-Q1", "2022-Q1", 4),
        ("month", "2022-12", "2023-01", "2022-01", 12),
    ],
)
def test_D3_each_length_looks_over_the_end_of_the_year(
    tmp_path: Path, word: str, first: str, second: str, year_before: str, count: int
) -> None:
    """The period before the first of a year is the last of the former one; files may be of single periods."""
    text = LENGTHS.format(word=word, key=word.replace("-", "_"), first=first, second=second, count=count)
    rows = "".join(f"north,{period},{level}\n" for period, level in ((year_before, 3), (first, 10), (second, 15)))
    files = {
        "bodies.csv": "body\nnorth\n",
        "report.csv": f"body,{word.replace('-', '_')},level\n{rows}",
        "first.csv": "body,planned\nnorth,100\n",
        "second.csv": "body,planned\nnorth,200\n",
    }
    result = ran(tmp_path, text, files)
    assert shown(result, "step", "north", second) == "5"
    assert shown(result, "change", "north", second) == "12"
    assert shown(result, "planned", "north", second) == "300"
    assert survives_formatting(text)
    assert survives_translation(text, "ru")


@given(PERIODS)
def test_D3_a_period_is_written_in_one_way(period: Period) -> None:
    """What is written is read back, and the first and last day lie in the period and nothing else does."""
    assert read_period(str(period)) == period
    parts = parts_of(period)
    assert period_of_day(first_day(period), parts) == period == period_of_day(last_day(period), parts)
    assert last_day(period).toordinal() + 1 == first_day(period + 1).toordinal()


@given(PERIODS, st.integers(-50, 50))
def test_D3_periods_go_forward_and_back(period: Period, count: int) -> None:
    """Going back undoes going forward, and later periods are greater."""
    if not 60 < (period.year if isinstance(period, PartOfYear) else period) < 8900:
        return
    assert (period + count) - count == period
    assert (period < period + count) == (count > 0)
    assert (first_day(period) < first_day(period + count)) == (count > 0)


@given(PERIODS)
def test_D3_parts_make_the_whole(period: Period) -> None:
    """The months of a period follow one another from its first to its last day, and each lies in it."""
    months = in_parts([period], 12)
    assert first_day(months[0]) == first_day(period)
    assert last_day(months[-1]) == last_day(period)
    assert all(containing(month, parts_of(period)) == period for month in months)
    assert all(month in PeriodSpan(period, period) for month in months)


def test_D3_order_of_periods_of_different_lengths() -> None:
    """Of two periods that begin on one day the longer comes first."""
    written = ["2022", "2022-H1", "2022-Q1", "2022-01", "2022-Q2", "2022-H2", "2022-12", "2023"]
    found = [read_period(one) for one in written]
    assert sorted(one for one in reversed(found) if one is not None) == found
    assert first_day(part_of_year(2024, 4, 3)) == date(2024, 7, 1)


def test_D3_the_command_takes_periods(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A year stands for all its quarters; a trace is of one of them."""
    ran(tmp_path, QUARTERS, FILES)
    methodology, out = tmp_path / "example.meth", tmp_path / "values.csv"
    methodology.write_text(QUARTERS, encoding="utf-8")
    main(["run", str(methodology), "--period", "2022-Q2..2022-Q3", "--out", str(out)])
    assert {line.split(",")[1] for line in out.read_text("utf-8").splitlines()[1:]} == {"", "2022-Q2", "2022-Q3"}
    capsys.readouterr()
    assert main(["trace", str(methodology), "step", "--body", "north", "--period", "2022"]) == 2
    assert "such as 2022-Q4" in capsys.readouterr().err
    assert main(["trace", str(methodology), "step", "--body", "north", "--period", "2022-Q5"]) == 2


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_D3_in_another_language_it_is_the_same_program(language: str) -> None:
    """The words have a Russian and a Kazakh spelling, and the way back restores the text."""
    assert survives_translation(QUARTERS, language)
