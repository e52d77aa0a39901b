"""The wheel as somebody else has it: in a fresh environment, with no source near, computing a published index."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import venv
from pathlib import Path

from release.distributions import Commit, ReleaseError, environment

PERIOD = "2022"
"""Period of the published results that are computed again."""


def environment_of_wheel(requirements: Path, wheel: Path, folder: Path, commit: Commit) -> Path:
    """The Python of a fresh environment that holds the wheel and the locked requirements, and not even pip."""
    venv.create(folder, with_pip=False)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet"]
    locked = ["--require-hashes", "-r", str(requirements)]
    name, version = wheel.name.split("-")[:2]
    own = ["--no-index", "--find-links", str(wheel.parent), "--no-deps", f"{name}=={version}"]
    for arguments in (locked, own):
        subprocess.run([*install, *arguments], env=environment(commit), check=True)
    return python


def try_wheel(folder: Path, python: Path, commit: Commit) -> str:
    """Check, run and trace the methodologies in `folder`, and compare an index with the published one.

    Returns the version that the wheel says it is.

    Raises
    ------
    ReleaseError
        A command failed, or a result is not the published one.
    """
    program = python.parent / ("tarazy.exe" if os.name == "nt" else "tarazy")

    def ran(*arguments: str) -> str:
        done = subprocess.run(
            [program, *arguments],
            cwd=folder,
            env=environment(commit),
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        if done.returncode:
            raise ReleaseError(f"the wheel's `tarazy {' '.join(arguments)}` failed:\n{done.stdout}{done.stderr}")
        return done.stdout

    version = ran("--version")
    ran("check", ".")
    ran("test", ".")
    ran("run", "hdi.meth", "--period", PERIOD, "--out", "results.csv")
    ran("trace", "hdi.meth", "--period", PERIOD, "--body", "KAZ", "hdi")
    _compare(folder / "hdi" / "expected.csv", folder / "results.csv")
    return version.split()[-1]


def _compare(expected: Path, results: Path) -> None:
    with expected.open(encoding="utf-8", newline="") as file:
        published = {row["iso3"]: row["hdi"] for row in csv.DictReader(file) if row["hdi"]}
    with results.open(encoding="utf-8-sig", newline="") as file:
        computed = {row["body"]: row["value"] for row in csv.DictReader(file) if row["name"] == "hdi"}
    wrong = sorted(body for body, value in published.items() if computed.get(body) != value)
    if wrong or not published:
        raise ReleaseError(f"the wheel's index is not the published one of {', '.join(wrong) or 'any country'}")
