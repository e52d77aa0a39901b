"""The commands that the page of the decree shows are run as they stand there, on the invented data."""

import re
import shlex
from pathlib import Path

import pytest

from tarazy.workbench.cli import main
from tarazy.workbench.decree_page import entries, paragraphs

ROOT = Path(__file__).resolve().parent.parent.parent
READ_DATA = frozenset({"run", "trace", "declines"})
COMMANDS = sorted({one.command for one in paragraphs(ROOT) if one.command})


def arguments_of(command: str, data: Path) -> list[str]:
    """The words of the command, with the folder of data where it reads any."""
    words = shlex.split(command)
    return [*words, "--data", str(data)] if words[0] in READ_DATA else words


@pytest.mark.long
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_the_page_runs(
    command: str, decree_data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It prints something and has no error."""
    monkeypatch.chdir(ROOT)
    assert main(arguments_of(command, decree_data)) == 0, capsys.readouterr()
    assert capsys.readouterr().out.strip()


def test_the_command_of_annex_2_shows_each_body(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One command for the whole annex: without `--body` the matrix has all 21."""
    monkeypatch.chdir(ROOT)
    commands = {re.sub(r" --body \S+", "", one.command) for one in entries(ROOT)}
    (command,) = commands
    assert main([*shlex.split(command), "--format", "csv"]) == 0
    printed = capsys.readouterr().out
    assert [one.body for one in entries(ROOT) if not re.search(rf"\b{one.body}\b", printed)] == []
