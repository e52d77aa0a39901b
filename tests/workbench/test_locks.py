"""Lock files: modules held to what they said when the methodology was agreed; and bindings chosen by the command."""

from __future__ import annotations

from pathlib import Path

import pytest
from flint import fmpq

import tarazy
from tarazy.dsl.pipeline import compile_files
from tarazy.workbench.cli import main

METHODOLOGY = """\
methodology example "An example"
  version         1
  in force from   2020-01-01
  period          year
  evaluates       bodies

module targets
module scoring

list bodies "Bodies"
  file            "bodies.csv"
  key             body

source report "Report"
  file            "report.csv"
  key             body, year
  columns
    fact:         number, 1 decimal, 0 to 1000

score total "Total"
  value           degree_held(report.fact; wanted)
"""
TARGETS = """\
module numbers

parameter wanted "Wanted"
  value           base * 2
"""
NUMBERS = 'parameter base "Base"\n  value           50\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A methodology with a module of its own, one that this imports, and one of the standard library."""
    files = {
        "example.meth": METHODOLOGY,
        "targets.meth": TARGETS.replace("base * 2", "100"),
        "numbers.meth": NUMBERS,
        "bodies.csv": "body\nnorth\n",
        "report.csv": "body,year,fact\nnorth,2024,50\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _variants(path: Path) -> list[tuple[str, str]]:
    return [(one.code, one.variant) for one in compile_files([path]).findings.errors]


def test_every_module_reached_is_locked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Own modules by their place, those of the standard library as such; a second time there is nothing to write."""
    assert main(["lock", "example.meth"]) == 0
    assert capsys.readouterr().out.split() == [
        *("+", "numbers.meth"),
        *("+", "stdlib/scoring.meth"),
        *("+", "targets.meth"),
        *("example.lock", "is", "written."),
    ]
    text = (folder / "example.lock").read_text(encoding="utf-8")
    assert main(["lock", "example.meth", "--check"]) == 0
    assert main(["lock", "example.meth"]) == 0
    assert (folder / "example.lock").read_text(encoding="utf-8") == text
    assert _variants(folder / "example.meth") == []


def test_a_changed_module_is_refused(folder: Path) -> None:
    """One digit in a module that a module imports is seen where it is imported; a lock made anew takes it."""
    main(["lock", "example.meth"])
    (folder / "numbers.meth").write_text(NUMBERS.replace("50", "51"), encoding="utf-8")
    assert _variants(folder / "example.meth") == [("M601", "")]
    assert main(["lock", "example.meth", "--check"]) == 1
    assert main(["lock", "example.meth"]) == 0
    assert _variants(folder / "example.meth") == []


def test_layout_language_and_comments_are_in_no_lock(folder: Path) -> None:
    """Laid out, commented, reordered or in Russian, a module says the same."""
    main(["lock", "example.meth"])
    for text in (
        "# A comment.\n" + NUMBERS.replace("           50", "    50.0"),
        NUMBERS.replace("parameter", "параметр").replace("value", "значение"),
    ):
        (folder / "numbers.meth").write_text(text, encoding="utf-8")
        assert _variants(folder / "example.meth") == []


def test_a_module_that_is_new_or_a_lock_file_that_is_none(folder: Path) -> None:
    """An import that the lock does not know, and a file that cannot be read, are told apart."""
    main(["lock", "example.meth"])
    path = folder / "example.meth"
    path.write_text(METHODOLOGY.replace("module scoring\n", "module scoring\nmodule statistics\n"), encoding="utf-8")
    assert _variants(path) == [("M601", "new")]
    (folder / "example.lock").write_text("[modules]\n'a' = 'b'\n", encoding="utf-8")
    assert _variants(path) == [("M601", "file")]


def test_official_results_need_a_lock(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a lock file an ordinary run reads what it finds; an official one is refused."""
    assert main(["run", "example.meth"]) == 0
    assert main(["run", "example.meth", "--official"]) == 1
    assert "M601" in capsys.readouterr().err
    main(["lock", "example.meth"])
    assert main(["run", "example.meth", "--official"]) == 0
    assert folder.joinpath("example.lock").is_file()


def test_a_methodology_that_cannot_be_read_is_not_locked(folder: Path) -> None:
    """A module that is not there leaves the lock file as it was."""
    (folder / "targets.meth").unlink()
    assert main(["lock", "example.meth"]) == 1
    assert not (folder / "example.lock").exists()
    assert main(["lock", "absent.meth"]) == 2


# ---------------------------------------------------------------- bindings

WITHOUT_FILES = METHODOLOGY.replace('  file            "report.csv"\n', "")


@pytest.fixture
def bound(folder: Path) -> Path:
    """The same with two files of bindings beside it, one of them the usual one."""
    (folder / "example.meth").write_text(WITHOUT_FILES, encoding="utf-8")
    (folder / "example.data.meth").write_text('binding report\n  file  "report.csv"\n', encoding="utf-8")
    (folder / "example.new.data.meth").write_text('binding report\n  file  "new.csv"\n', encoding="utf-8")
    (folder / "new.csv").write_text("body,year,fact\nnorth,2024,75\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("option", "shown"),
    [
        ([], "0.5"),
        (["--binding", "new"], "0.75"),
        (["--binding", "example.new.data.meth"], "0.75"),
        (["--binding", "example.data.meth"], "0.5"),
    ],
)
def test_a_binding_is_chosen_by_name_or_file(
    bound: Path, option: list[str], shown: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The chosen file takes the place of the one beside the methodology, in every command that reads data."""
    assert bound.is_dir()
    assert main(["trace", "example.meth", "total", "--body", "north", *option]) == 0
    assert f": {shown}\n" in capsys.readouterr().out
    assert main(["run", "example.meth", *option]) == 0
    assert shown in capsys.readouterr().out


def test_a_binding_that_is_not_there_is_named(bound: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The file that was looked for stands in the message."""
    assert bound.is_dir()
    assert main(["check", "example.meth", "--binding", "old"]) == 1
    assert "example.old.data.meth" in capsys.readouterr().out


def test_a_folder_with_several_bindings_is_checked(bound: Path) -> None:
    """Files of bindings that are not chosen are those of the methodology that they are named after, not programs."""
    assert main(["check", str(bound)]) == 0
    assert main(["check", "example.new.data.meth"]) == 0


def test_a_binding_is_chosen_in_python(bound: Path) -> None:
    """The library takes the same name."""
    values = {
        tarazy.load(str(bound / "example.meth"), binding=name).run().cell("north", "total") for name in (None, "new")
    }
    assert values == {fmpq(1, 2), fmpq(3, 4)}
