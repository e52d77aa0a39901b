"""The wheel and the sdist of a commit, the same bytes wherever and whenever they are built.

The time in them is that of the commit (``SOURCE_DATE_EPOCH``, https://reproducible-builds.org/specs/source-date-epoch/),
and they are built from what git holds, so nothing of a working tree gets in.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Mapping
from pathlib import Path

from attrs import frozen


class ReleaseError(Exception):
    """Something that a release promises does not hold."""


@frozen
class Commit:
    """What is released: the full name of the commit, and its time in seconds since 1970."""

    name: str
    time: int


def commit_of(repository: Path, revision: str) -> Commit:
    """The commit that a revision names."""
    name, time = _git(repository, "log", "-1", "--format=%H %ct", revision).split()
    return Commit(name, int(time))


def uncommitted(repository: Path) -> list[str]:
    """Files that differ from the last commit."""
    return _git(repository, "status", "--porcelain").splitlines()


def export(repository: Path, commit: Commit, folder: Path) -> None:
    """Write the files of a commit into `folder`."""
    folder.mkdir(parents=True)
    with tempfile.TemporaryFile() as archive:
        subprocess.run(["git", "archive", commit.name], cwd=repository, stdout=archive, check=True)  # noqa: S607 - git of PATH
        archive.seek(0)
        with tarfile.open(fileobj=archive) as files:
            if hasattr(tarfile, "data_filter"):  # not before Python 3.11.4, and the archive is of our own commit
                files.extraction_filter = tarfile.data_filter
            files.extractall(folder)  # noqa: S202 - the filter is set where there is one


def build_twice(repository: Path, commit: Commit, work: Path) -> Mapping[str, bytes]:
    """The distributions by file name, built in two folders and found to be the same.

    Raises
    ------
    ReleaseError
        The two builds differ.
    """
    first, second = (_built(repository, commit, work / name) for name in ("first", "in-another-folder"))
    if first != second:
        differing = sorted(name for name in first.keys() | second.keys() if first.get(name) != second.get(name))
        raise ReleaseError(f"two builds of {commit.name} differ in {', '.join(differing)}")
    return first


def _built(repository: Path, commit: Commit, folder: Path) -> dict[str, bytes]:
    source, out = folder / "source", folder / "out"
    export(repository, commit, source)
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-t", "wheel", "-d", str(out)],
        cwd=source,
        env=environment(commit),
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return {path.name: path.read_bytes() for path in sorted(out.iterdir())}


def environment(commit: Commit) -> dict[str, str]:
    """Environment of every program that takes part: the commit's time, and nothing of this Python's own paths."""
    kept = {key: value for key, value in os.environ.items() if key not in {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV"}}
    return kept | {"SOURCE_DATE_EPOCH": str(commit.time)}


def _git(repository: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments],  # noqa: S607 - git of PATH
        cwd=repository,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout
