"""The linter sees every Python file of the repository."""

import subprocess
import sys
from pathlib import Path

from tests.repository.repository_files import ROOT, texts


def test_the_linter_reads_every_file_of_python() -> None:
    """No setting leaves a folder out: what git keeps, `ruff check` reads, each file once."""
    command = [sys.executable, "-m", "ruff", "check", "--show-files"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    read = {Path(line) for line in answer.stdout.splitlines() if line.endswith(".py")}
    assert {path for path, _ in texts() if path.suffix == ".py"} - read == set()
    links = ("dsl", "grammar", "interpreter", "stdlib")
    assert [path for path in read if path.relative_to(ROOT).parts[0] in links] == []
