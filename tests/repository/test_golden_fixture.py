"""The fixture `golden` refuses a difference, shows it, and takes it when asked."""

from pathlib import Path

import pytest

from tests.golden import Golden


def refused(golden: Golden, name: str | Path, text: str) -> str:
    """The message with which the comparison fails."""
    with pytest.raises(pytest.fail.Exception) as failure:
        golden(name, text)
    return str(failure.value)


def test_equal_text_passes_and_any_other_fails(tmp_path: Path) -> None:
    """The comparison is exact, to the last line end."""
    Golden(tmp_path, update=True)("a.txt", "one\ntwo\n")
    compare = Golden(tmp_path, update=False)
    compare("a.txt", "one\ntwo\n")
    for other in ("one\ntwo", "one\ntwo \n", "one\r\ntwo\n", "one\ntwo\n\n", ""):
        refused(compare, "a.txt", other)


def test_failure_shows_the_changed_line_and_what_the_eye_misses(tmp_path: Path) -> None:
    """The message is a diff of golden to now, in which blanks at line ends can be seen."""
    Golden(tmp_path, update=True)("a.txt", "one\ntwo\n")
    message = refused(Golden(tmp_path, update=False), "a.txt", "one\ntwo \N{NO-BREAK SPACE}  ")
    assert "\n-two\n" in message
    assert "\n+two ⟨NBSP⟩  ⟨no line end⟩" in message
    assert "--update-golden" in message


def test_missing_golden_file_fails_and_names_the_option(tmp_path: Path) -> None:
    """A new comparison does not pass until its golden file has been written and can be read."""
    message = refused(Golden(tmp_path, update=False), "new.txt", "text\n")
    assert "--update-golden" in message
    assert not (tmp_path / "new.txt").exists()


def test_update_writes_into_folders_and_to_absolute_paths(tmp_path: Path) -> None:
    """A name may hold folders, and a path that is absolute is taken as it is."""
    update = Golden(tmp_path / "golden", update=True)
    update("deep/a.txt", "а ұ\n")
    update(tmp_path / "b.txt", "b\n")
    assert (tmp_path / "golden" / "deep" / "a.txt").read_bytes() == "а ұ\n".encode()
    assert (tmp_path / "b.txt").read_bytes() == b"b\n"


def test_fixture_compares_with_the_folder_beside_the_test(golden: Golden, request: pytest.FixtureRequest) -> None:
    """Golden files lie in the folder `golden` of the test's own folder."""
    assert golden.folder == Path(__file__).parent / "golden"
    assert golden.update is request.config.getoption("--update-golden")
