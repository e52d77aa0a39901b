"""Nothing in the repository depends on the machine it was written on."""

import re
from pathlib import Path

import pytest

from tests.repository.repository_files import shown, texts

FOLDERS_OF_MACHINES = ("home", "opt", "root", "tmp", "Users", "var", "work", "mnt", "srv")
MACHINE_PATH = re.compile(
    rf"(?<![\w./~$)}}\]>*-])/(?:{'|'.join(FOLDERS_OF_MACHINES)})/[\w.]|\b[A-Za-z]:\\+(?:Users|Windows|Program)\b|file:///"
)
# Written in parts, so that this file does not hold the names it looks for.
REGISTRIES = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("files", "pythonhosted", "org"),
        ("registry", "npmjs", "org"),
        ("registry", "yarnpkg", "com"),
        ("conda", "anaconda", "org"),
        ("repo", "maven", "apache", "org"),
        ("index", "crates", "io"),
        ("proxy", "golang", "org"),
        ("artifactory",),
    )
)
# The licence is kept word for word, and this file shows what it refuses.
EXEMPT = frozenset({"LICENSE", "tests/repository/test_portability.py"})


def places(pattern: re.Pattern[str]) -> list[str]:
    """Each line of the repository's text that the pattern matches, as `file:line: text`."""
    return [
        f"{shown(path)}:{number}: {line.strip()}"
        for path, text in texts()
        if shown(path) not in EXEMPT
        for number, line in enumerate(text.splitlines(), start=1)
        if pattern.search(line)
    ]


def test_no_text_holds_an_absolute_path_of_a_machine() -> None:
    """A clone works anywhere: no file names a folder of the machine it was written on."""
    assert places(MACHINE_PATH) == []


def test_no_text_names_a_package_registry() -> None:
    """Where packages come from is settled by the machine's own configuration of pip."""
    assert places(re.compile("|".join(re.escape(host) for host in REGISTRIES))) == []


@pytest.mark.parametrize(
    "line",
    [
        'open("/home/user/data.csv")',
        "see /tmp/out.csv",
        "path=/" + "root/.cache",
        r"C:\Users\me",
        "file:///srv/data",
        "(/" + "work/main)",
    ],
)
def test_a_machine_path_is_recognised(line: str) -> None:
    """The pattern finds paths of Linux, macOS and Windows in code and in prose."""
    assert MACHINE_PATH.search(line)


@pytest.mark.parametrize(
    "line",
    [
        "https://example.org/home/page",
        "docs/design/index.md",
        "tests/work/main.py",
        "one/two",
        "a / b",
        "src/var/x",
        r"two lines:\none and another",
        "#!/usr/bin/env bash",
    ],
)
def test_a_relative_path_or_address_is_no_machine_path(line: str) -> None:
    """Addresses, relative paths and divisions are left alone."""
    assert not MACHINE_PATH.search(line)


def test_data_is_utf_8_without_carriage_returns(repository: Path) -> None:
    """A data file has one hash on any machine, so its bytes hold nothing that a tool would convert."""
    invented = repository / "methodologies" / "decree" / "data"
    tables = sorted(one for one in (repository / "methodologies").rglob("*.csv") if one.parent != invented)
    assert tables
    for table in tables:
        content = table.read_bytes()
        content.decode("utf-8")
        assert b"\r" not in content, table
        assert content.endswith(b"\n"), table
