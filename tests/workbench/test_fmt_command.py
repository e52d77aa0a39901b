"""`tarazy fmt`: files laid out in place, or only compared; never damaged."""

import json
from pathlib import Path

import pytest

from tarazy.workbench.cli import main
from tests.golden import Golden

UNTIDY = 'quantity   delay "Задержка"   # days\n  value  3   days\n\n\n\nunit   step "Шаг"\n'
TIDY = 'quantity delay "Задержка"  # days\n  value           3 days\n\nunit step "Шаг"\n'
BROKEN = "quantity delay\n  value  3 +\n"


@pytest.fixture
def untidy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that is not in the one layout, in the folder that commands are run in."""
    monkeypatch.chdir(tmp_path)
    path = Path("untidy.meth")
    path.write_text(UNTIDY, encoding="utf-8", newline="\n")
    return path


def test_a_file_is_laid_out_in_place_and_then_stays(untidy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The first run changes the file and names it; the second finds nothing to do."""
    assert main(["fmt", "untidy.meth"]) == 0
    assert untidy.read_text(encoding="utf-8") == TIDY
    assert capsys.readouterr().out == "laid out anew: untidy.meth\n"
    before = untidy.stat().st_mtime_ns
    assert main(["fmt", "."]) == 0
    assert capsys.readouterr().out == ""
    assert untidy.stat().st_mtime_ns == before


def test_line_ends_and_byte_order_mark_are_part_of_the_layout(untidy: Path) -> None:
    """A file that is tidy but for these is rewritten with line feeds and without the mark."""
    untidy.write_bytes(b"\xef\xbb\xbf" + TIDY.replace("\n", "\r\n").encode())
    assert main(["fmt", "--check", "untidy.meth"]) == 1
    assert main(["fmt", "untidy.meth"]) == 0
    assert untidy.read_bytes() == TIDY.encode()


def test_check_stdout_and_diff_write_nothing(untidy: Path, capsys: pytest.CaptureFixture[str], golden: Golden) -> None:
    """`--check` ends with 1, `--stdout` prints the whole text, `--diff` what would change."""
    assert main(["fmt", "untidy.meth", "--check"]) == 1
    assert capsys.readouterr().out == "would be laid out anew: untidy.meth\n"
    assert main(["fmt", "untidy.meth", "--stdout"]) == 0
    assert capsys.readouterr().out == TIDY
    assert main(["fmt", "untidy.meth", "--diff"]) == 0
    golden("fmt_diff.txt", capsys.readouterr().out)
    assert untidy.read_text(encoding="utf-8") == UNTIDY


def test_json_writes_and_tells(untidy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With `--format json` the output is one document that has each file's text."""
    assert main(["fmt", "untidy.meth", "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["files"] == [{"path": "untidy.meth", "changes": True, "text": TIDY}]
    assert untidy.read_text(encoding="utf-8") == TIDY


def test_a_file_with_errors_is_left_as_it_is_and_others_are_laid_out(
    untidy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Errors are reported, the exit code is 1, and the sound file beside it is laid out all the same."""
    broken, foreign = Path("broken.meth"), Path("foreign.meth")
    broken.write_text(BROKEN, encoding="utf-8", newline="\n")
    foreign.write_bytes("unit шаг".encode("cp1251"))
    assert main(["fmt", "."]) == 1
    assert broken.read_text(encoding="utf-8") == BROKEN
    assert foreign.read_bytes() == "unit шаг".encode("cp1251")
    assert untidy.read_text(encoding="utf-8") == TIDY
    error = capsys.readouterr().err
    assert "┌─ broken.meth:2:" in error
    assert "foreign.meth" in error


def test_missing_paths_and_empty_folders_are_wrong_use(untidy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each is named, the nearest file is proposed, and what is there is laid out."""
    Path("empty").mkdir()
    assert main(["fmt", "untdy.meth", "empty", str(untidy)]) == 2
    error = capsys.readouterr().err
    assert "did you mean `untidy.meth`?" in error
    assert "no file in the folder `empty` ends in `.meth`" in error
    assert untidy.read_text(encoding="utf-8") == TIDY
