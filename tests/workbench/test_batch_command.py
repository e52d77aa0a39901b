"""`tarazy batch`: commands of a file, whose data are read once."""

import json
from pathlib import Path
from unittest.mock import Mock

import pytest

from tarazy.interpreter.data import read_snapshot
from tarazy.workbench import cli

PROGRAM = """\
methodology speed "Speed"
  version         1
  in force from   2024-01-01
  period          year
  evaluates       towns

list towns "Towns"
  file            "speed.csv"
  key             town

source report "Report"
  file            "speed.csv"
  key             town, year
  columns
    days:         days, 0 decimals, 1 to 100

score total "Days"
  value           report.days / 1 day
"""
RUSSIAN = """\
методика скорость "Скорость"
  версия          1
  действует с     01.01.2024
  период          год
  оценке подлежат  города

перечень города "Города"
  файл            "скорость.csv"
  ключ            город

источник отчет "Отчет"
  файл            "скорость.csv"
  ключ            город, год
  столбцы
    дни:          дней, 0 знаков, 1 .. 100

итоговый балл итог "Дни"
  значение        отчет.дни / 1 день
"""
DATA = "town,year,days\nash,2024,3\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a methodology in English and one in Russian, in which commands are run."""
    (tmp_path / "speed.meth").write_text(PROGRAM, "utf-8")
    (tmp_path / "скорость.meth").write_text(RUSSIAN, "utf-8")
    (tmp_path / "speed.csv").write_text(DATA, "utf-8")
    (tmp_path / "скорость.csv").write_text(DATA.replace("town,year,days", "город,год,дни"), "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def batch(folder: Path, *lines: str, options: tuple[str, ...] = ()) -> int:
    """The exit code of a batch of these lines."""
    (folder / "commands.txt").write_text("\n".join([*lines, ""]), "utf-8")
    return cli.main(["batch", "commands.txt", *options])


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a command prints by itself."""
    assert cli.main(list(arguments)) == 0
    return capsys.readouterr().out


def test_a_batch_prints_what_its_commands_print(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each command is shown, and below it what it prints when it is typed; remarks are headings."""
    ran = printed(capsys, "run", "speed.meth", "--period", "2024")
    traced = printed(capsys, "trace", "speed.meth", "total", "--body", "ash")
    lines = ("# The towns", "tarazy run speed.meth --period 2024", "", "tarazy trace speed.meth total --body ash")
    assert batch(folder, *lines) == 0
    assert capsys.readouterr().out == (
        f"\n== The towns\n\n$ tarazy run speed.meth --period 2024\n{ran}"
        f"\n$ tarazy trace speed.meth total --body ash\n{traced}"
    )


def test_data_are_read_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between commands that change no file nothing is loaded anew; behind one that may, everything is."""
    reader = Mock(wraps=read_snapshot)
    monkeypatch.setattr("tarazy.workbench.loading.read_snapshot", reader)
    reading = ("tarazy run speed.meth", "tarazy trace speed.meth total --body ash", "tarazy standing speed.meth")
    assert batch(folder, *reading) == 0
    assert reader.call_count == 1
    assert batch(folder, reading[0], "tarazy fmt speed.meth", reading[1]) == 0
    assert reader.call_count == 3


def test_nothing_is_held_behind_a_batch(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A later command sees the data as they are then."""
    assert batch(folder, "tarazy run speed.meth") == 0
    (folder / "speed.csv").write_text(DATA.replace(",3", ",4"), "utf-8")
    capsys.readouterr()
    assert "4" in printed(capsys, "run", "speed.meth").splitlines()[-1]


def test_a_batch_stops_at_the_first_command_that_fails(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its exit code is that of the batch."""
    assert batch(folder, "tarazy trace speed.meth totl --body ash", "tarazy run speed.meth") == 2
    found = capsys.readouterr()
    assert "tarazy run" not in found.out
    assert "U755" in found.err


def test_each_command_speaks_the_language_of_its_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Unless one is asked for: then all speak it."""
    of_russian = "tarazy trace скорость.meth итог --body ash"
    lines = ("tarazy trace speed.meth total --body ash", of_russian, of_russian)
    assert batch(folder, *lines) == 0
    both = capsys.readouterr().out
    assert "3 days / 1 day" in both
    assert both.count("3 дня / 1 день") == 2
    assert batch(folder, *lines, options=("--lang", "kk")) == 0
    assert "3 күн / 1 күн" in capsys.readouterr().out


def test_what_is_found_is_told_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A note on the data stands where it was met first; a batch behind it tells it anew."""
    (folder / "speed.csv").write_text(DATA.replace("days", "days,remark").replace(",3", ",3,x"), "utf-8")
    for _ in range(2):
        assert batch(folder, "tarazy run speed.meth", "tarazy run speed.meth --period 2024") == 0
        assert capsys.readouterr().err.count("D695") == 1


def test_as_json_it_gives_each_command_with_its_output(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One document; the exit code tells whether all were fine."""
    lines = ("# remark", "tarazy run speed.meth", "tarazy run none.meth")
    assert batch(folder, *lines, options=("--format", "json")) == 1
    document = json.loads(capsys.readouterr().out)
    assert [one["arguments"] for one in document["commands"]] == [["run", "speed.meth"], ["run", "none.meth"]]
    assert [one["exit_code"] for one in document["commands"]] == [0, 2]
    assert document["commands"][0]["output"].startswith("Days, 2024")


@pytest.mark.parametrize("line", ["rm -r /", "tarazy", "tarazy run 'a", "tarazy batch commands.txt"])
def test_lines_that_are_no_commands_are_refused_before_anything_is_run(
    line: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The message names the line."""
    assert batch(folder, "tarazy run speed.meth", line) == 2
    found = capsys.readouterr()
    assert found.out == ""
    assert "Line 2" in found.err


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is told as of every file."""
    assert cli.main(["batch", str(tmp_path / "none.txt")]) == 2
    assert "U750" in capsys.readouterr().err
