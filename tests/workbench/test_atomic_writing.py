"""Files are written whole or not at all."""

import os
import stat
from pathlib import Path

import pytest

from tarazy.workbench.atomic_writing import write_atomically


def test_a_new_file_is_utf8_with_line_feeds_and_the_usual_rights(tmp_path: Path) -> None:
    """What an ordinary `open` would have made, on every system the same bytes."""
    path = tmp_path / "новый.csv"
    write_atomically(path, "а\nб\n")
    assert path.read_bytes() == "а\nб\n".encode()
    usual = tmp_path / "usual"
    usual.touch()
    assert stat.S_IMODE(path.stat().st_mode) == stat.S_IMODE(usual.stat().st_mode)


def test_rights_and_links_stay(tmp_path: Path) -> None:
    """The file that a link leads to is rewritten, with the rights that it had."""
    path, link = tmp_path / "a.meth", tmp_path / "link.meth"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o640)
    link.symlink_to(path)
    write_atomically(link, "new")
    assert link.is_symlink()
    assert path.read_text(encoding="utf-8") == "new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_failure_leaves_everything_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the old file is touched nor a half-written one left beside it."""
    path = tmp_path / "a.meth"
    path.write_text("old", encoding="utf-8")

    def refuse(_: Path, target: os.PathLike[str]) -> Path:
        raise PermissionError(13, "refused", str(target))

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(PermissionError):
        write_atomically(path, "new")
    assert path.read_text(encoding="utf-8") == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["a.meth"]


def test_a_folder_that_is_not_there_is_an_error_of_the_system(tmp_path: Path) -> None:
    """No folder is made."""
    with pytest.raises(FileNotFoundError):
        write_atomically(tmp_path / "missing" / "a.csv", "")
