"""What holds for every source file: its size and its name."""

from tests.repository.repository_files import SOURCE_SUFFIXES, shown, sources

MOST_LINES = 600
NAMES_THAT_SAY_NOTHING = frozenset({"helper", "helpers", "manager", "managers", "misc", "util", "utils"})


def test_sources_are_found() -> None:
    """The other tests of this file look at something: at least Python of both folders is there."""
    found = {path.parts[-2] for path in sources()}
    assert {"tarazy", "repository"} <= found
    assert {path.suffix for path in sources()} <= SOURCE_SUFFIXES


def test_no_source_file_is_longer_than_600_lines() -> None:
    """A file has one subject and can be read at a sitting."""
    lengths = {shown(path): len(path.read_text(encoding="utf-8").splitlines()) for path in sources()}
    assert {name: length for name, length in lengths.items() if length > MOST_LINES} == {}


def test_no_python_file_has_a_name_that_says_nothing() -> None:
    """A file is named after its subject, so no part of its name is `utils` or the like."""
    named = {shown(path): set(path.stem.split("_")) for path in sources() if path.suffix == ".py"}
    assert [name for name, words in named.items() if words & NAMES_THAT_SAY_NOTHING] == []
