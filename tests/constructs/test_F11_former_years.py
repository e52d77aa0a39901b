"""F11: functions of several years: the former value, growth, mean growth, decline in a row."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.constructs.period_programs import ran, shown, survives_formatting, survives_translation, text_of, variants

PROGRAM = """\
methodology goals "Goals"
  version         1
  in force from   2020-01-01
  period          year
  evaluates       bodies

list bodies "Bodies"
  file            "bodies.csv"
  key             body

source report "Report"
  file            "report.csv"
  key             body, year
  columns
    level:        number, 0 decimals, above 0 to 1000

quantity former "The former value"
  value           report.level[previous year]

quantity change "Change"
  value           report.level - report.level[previous year]

quantity growth "Growth"
  value           report.level / report.level[previous year] - 1

quantity mean_growth "Mean growth of three years"
  value           root(report.level / report.level[3 years ago]; 3) - 1
  round           half up, 4 decimals

quantity mean_of_rates "Mean of the growth of three years"
  value           mean(growth[last 3 years])
  round           half up, 4 decimals

quantity declines "Whether the level fell two years in a row"
  value           if(max(change[last 2 years]) < 0; 1; 0)

quantity best_level "Best of three years"
  better          higher
  value           best(report.level[last 3 years])
"""
FILES = {
    "bodies.csv": "body\nnorth\nsouth\n",
    "report.csv": "body,year,level\n"
    "north,2020,100\nnorth,2021,110\nnorth,2022,121\nnorth,2023,100\nnorth,2024,90\n"
    "south,2020,100\nsouth,2021,90\nsouth,2022,95\nsouth,2023,90\nsouth,2024,95\n",
}


@pytest.mark.parametrize(
    ("name", "body", "period", "value"),
    [
        ("former", "north", "2021", "100"),
        ("former", "north", "2020", "absent"),
        ("change", "north", "2024", "-10"),
        ("growth", "north", "2022", "0.1"),
        ("mean_growth", "north", "2023", "0"),
        ("mean_growth", "north", "2024", "-0.0647"),
        ("mean_of_rates", "north", "2022", "absent"),
        ("mean_of_rates", "north", "2023", "0.0088"),
        ("declines", "north", "2024", "1"),
        ("declines", "north", "2023", "0"),
        ("declines", "south", "2024", "0"),
        ("declines", "south", "2021", "absent"),
        ("best_level", "north", "2024", "121"),
    ],
)
def test_F11_former_years(tmp_path: Path, name: str, body: str, period: str, value: str) -> None:
    """Growth, its mean, and decline in a row by the years of the data; a year that is not there makes them absent."""
    assert shown(ran(tmp_path, PROGRAM, FILES), name, body, period) == value


def test_F11_formatting_changes_nothing() -> None:
    """Windows and former years survive laying out."""
    assert survives_formatting(PROGRAM)


def test_F11_trace_lists_the_years_of_a_window(tmp_path: Path) -> None:
    """Each year of a window stands in the trace with its value."""
    text = text_of(ran(tmp_path, PROGRAM, FILES), "declines", "north", "2024")
    assert "2023 -21, 2024 -10" in text


def test_F11_a_window_of_one_element(tmp_path: Path) -> None:
    """Further selectors beside the window keep their meaning: the window moves with a former year."""
    text = PROGRAM.replace("best(report.level[last 3 years])", "best(report.level[last 2 years, 2 years ago])")
    assert shown(ran(tmp_path, text, FILES), "best_level", "north", "2023") == "110"


def test_F11_several_years_need_a_function() -> None:
    """A window alone is several values where one is needed."""
    assert ("N166", "last") in variants(
        PROGRAM.replace("best(report.level[last 3 years])", "report.level[last 3 years]")
    )


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_F11_in_another_language_it_is_the_same_program(language: str) -> None:
    """The words have a Russian and a Kazakh spelling, and the way back restores the text."""
    assert survives_translation(PROGRAM, language)
