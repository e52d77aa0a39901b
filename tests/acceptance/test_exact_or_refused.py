"""What the language refuses, with the message that a reader gets; and numbers that other tools get wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tarazy.workbench.cli import main
from tests.golden import Golden

HERE = Path(__file__).resolve().parent
Tarazy = Callable[..., tuple[int, str]]
REFUSED = sorted(path.stem for path in (HERE / "refused").glob("*.meth"))

CODES = {
    "bands_out_of_order": {"B403"},
    "bands_that_overlap": {"B402"},
    "bands_with_a_gap": {"B401"},
    "cycle": {"G351"},
    "data_of_an_example_that_cannot_be": {"N185"},
    "date_that_does_not_exist": {"L011"},
    "division_by_zero": {"S320"},
    "edges_without_a_percent_sign": {"T221"},
    "mean_of_an_empty_set": {"S312"},
    "misspelt_field": {"P104"},
    "misspelt_name": {"N152"},
    "no_rule_for_missing_data": {"S302"},
    "number_as_a_condition": {"T202"},
    "three_errors_in_one_declaration": {"P104", "T203", "N150"},
    "unlike_units_added": {"T203"},
    "weights_of_99_percent": {"W461"},
    "yes_no_as_a_number": {"T201"},
}
"""What each refused text must be refused for."""


@pytest.fixture
def tarazy(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Tarazy:
    """Runs a command in a folder as a person would; gives its exit code and all that it prints."""

    def run(folder: Path, *arguments: str) -> tuple[int, str]:
        monkeypatch.chdir(folder)
        code = main(arguments)
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    return run


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_wrong_is_refused_with_a_message_that_says_what_to_do(
    name: str, golden: Golden, tarazy: Tarazy
) -> None:
    """`tarazy check` exits with 1, names the code that belongs to the mistake, and draws the place."""
    code, printed = tarazy(HERE / "refused", "check", f"{name}.meth")
    assert code == 1
    assert set(re.findall(r"error\[([A-Z]\d{3})\]", printed)) == CODES[name]
    golden(f"{name}.txt", printed)


def test_every_refused_text_says_what_it_is_refused_for() -> None:
    """The table of codes and the folder of texts hold the same names."""
    assert sorted(CODES) == REFUSED


def test_numbers_are_exact_and_each_mode_rounds_halves_its_own_way(tarazy: Tarazy) -> None:
    """0.1 + 0.2 = 0.3, 1.005 is 1.01, 20 000 001 is not 20 000 000, missing is not zero, and 2.5 by every mode."""
    code, printed = tarazy(HERE / "exact", "test", "exact_numbers.meth")
    assert code == 0, printed


def test_the_same_key_twice_is_refused_with_both_rows(tmp_path: Path, golden: Golden, tarazy: Tarazy) -> None:
    """Two rows for one body and year are a violation of the data, named by file and row."""
    text = (HERE / "exact" / "exact_numbers.meth").read_text(encoding="utf-8")
    (tmp_path / "small.meth").write_text(text, encoding="utf-8")
    (tmp_path / "bodies.csv").write_text("body\nnorth\n", encoding="utf-8")
    header = "body,year,planned,spent,delay,filed,share,arrears\n"
    row = "north,2020,10,5,3,1,0.5,\n"
    (tmp_path / "budget.csv").write_text(header + row + row, encoding="utf-8")
    code, printed = tarazy(tmp_path, "run", "small.meth")
    assert code == 1
    golden("same_key_twice.txt", printed)
