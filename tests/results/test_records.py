"""Results for other programs: dictionaries, data frames, Arrow tables."""

import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest
from attrs import astuple, fields
from hypothesis import given
from hypothesis import strategies as st

from tarazy.interpreter.extras import MissingExtraError, bringing
from tarazy.interpreter.results import HEADER, ScoreRow
from tarazy.interpreter.run import RunResult
from tarazy.interpreter.score_records import COLUMNS, METADATA_KEY, approximate
from tests.trace.towns import run_of_towns


@pytest.fixture
def towns(tmp_path: Path) -> RunResult:
    """The run of the towns."""
    return run_of_towns(tmp_path)


def test_dictionaries_have_the_cells_of_the_rows(towns: RunResult) -> None:
    """Texts as in the table, the period a whole number, nothing where the cell is empty."""
    found = towns.to_dicts()
    assert [tuple(one) for one in found] == [COLUMNS] * len(towns.scores)
    cells = [tuple("" if one[name] is None else str(one[name]) for name in HEADER) for one in found]
    assert cells == [astuple(row) for row in towns.scores]
    assert {type(one["period"]) for one in found} == {int}


def test_a_data_frame_and_an_arrow_table_have_the_same_cells(towns: RunResult) -> None:
    """Both hold the dictionaries; the frame can be computed with where a number is meant."""
    frame, table = towns.to_dataframe(), towns.to_arrow()
    assert table.to_pylist() == towns.to_dicts()
    assert tuple(frame.columns) == COLUMNS
    plain = frame.astype(object).where(frame.notna(), None).to_dict("records")
    assert plain == towns.to_dicts()
    assert frame["period"].dtype == pd.Int32Dtype()
    totals = frame[frame["name"] == "total"].set_index("body")["approximate"]
    assert totals["ash"] == float(next(row.value for row in towns.scores if (row.body, row.name) == ("ash", "total")))


def test_an_arrow_table_says_where_it_comes_from(towns: RunResult) -> None:
    """The hash of the data is in the metadata of its schema, which Parquet keeps."""
    schema = towns.to_arrow().schema
    assert towns.snapshot.hash in schema.metadata[METADATA_KEY].decode()
    assert schema.field("value").type == pa.string()


def test_a_word_has_no_approximation(towns: RunResult) -> None:
    """A grade of digits would be no number either: what counts is the declaration."""
    assert "level" not in towns.number_names
    assert {"total", "growth", "place"} <= towns.number_names
    assert {one["approximate"] for one in towns.to_dicts() if one["name"] == "level"} == {None}


@given(st.integers(-(10**40), 10**40), st.integers(1, 10**40))
def test_an_approximation_is_the_nearest_double(numerator: int, denominator: int) -> None:
    """Of all doubles none is nearer to the fraction."""
    value = Fraction(numerator, denominator)
    found = approximate("1", f"{value.numerator}/{value.denominator}")
    assert found is not None
    assert found == float(value)


def test_a_number_beyond_doubles_has_no_approximation() -> None:
    """No infinity is made up."""
    assert approximate("1" + "0" * 400, "") is None
    assert approximate("1", "1" + "0" * 400 + "/1") is None
    assert approximate("", "") is None
    assert approximate("0.1", "") == 0.1


def test_a_missing_package_names_its_extra() -> None:
    """The error says what to install; an error inside a package that is there is another one."""
    with (
        pytest.raises(MissingExtraError, match=r"`pyarrow` .* `arrow`: pip install 'tarazy\[arrow\]'"),
        bringing("pyarrow"),
    ):
        raise ModuleNotFoundError("No module named 'pyarrow'", name="pyarrow")
    with pytest.raises(ModuleNotFoundError, match="numpy"), bringing("pyarrow"):
        raise ModuleNotFoundError("No module named 'numpy'", name="numpy")


def test_results_without_frames_load_no_frames(tmp_path: Path, repository: Path) -> None:
    """Neither pandas nor pyarrow is imported by a run, its rows and its drawings for notebooks."""
    script = (
        "import sys; from pathlib import Path; from tests.trace.towns import run_of_towns;"
        f"r = run_of_towns(Path({str(tmp_path)!r})); r.to_dicts(); r._repr_html_();"
        "r.trace('ash', 'total', 2021)._repr_html_();"
        "print([name for name in ('pandas', 'pyarrow', 'rich', 'xlsxwriter') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=repository, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_columns_are_those_of_the_table_and_one_more() -> None:
    """In the order of the table, with the approximation behind the value."""
    assert [name for name in COLUMNS if name != "approximate"] == [one.name for one in fields(ScoreRow)]
    assert COLUMNS[COLUMNS.index("value") + 1] == "approximate"
