"""Mistakes in texts and data, drawn in the language of the text: message, places and help as their reader gets them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tarazy.workbench.cli import main
from tests.golden import Golden

REFUSED = Path(__file__).resolve().parent / "refused"
TEXTS = sorted(REFUSED.glob("*/*.meth"))
COMMANDS = {"example_gives_something_else": "test", "faults_in_data": "run"}
"""What shows the mistake, where the checker does not."""

LEAST = 20
FINDING = re.compile(r"^[^\W\d]+\[([A-Z]\d{3})\]: ", re.MULTILINE)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_mistake_is_told_in_the_language_of_the_text(
    path: Path, golden: Golden, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody has named a language, so the reader is spoken to in that of the file."""
    monkeypatch.chdir(path.parent)
    code = main([COMMANDS.get(path.stem, "check"), path.name])
    printed = capsys.readouterr()
    assert code == 1
    golden(path.with_suffix(".txt"), printed.out + printed.err)


@pytest.mark.parametrize("language", sorted({path.parent.name for path in TEXTS}))
def test_mistakes_of_many_kinds_are_shown(language: str) -> None:
    """At least twenty codes are shown in each language that has such texts."""
    shown = {
        code
        for path in (REFUSED / language).glob("*.txt")
        for code in FINDING.findall(path.read_text(encoding="utf-8"))
    }
    assert len(shown) >= LEAST
