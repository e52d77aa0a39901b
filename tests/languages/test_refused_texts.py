"""Mistakes in texts and data, drawn in the language of the text: message, places and help as their reader gets them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tarazy.workbench.cli import main
from tests.golden import Golden

REFUSED = Path(__file__).resolve().parent / "refused"
TEXTS = sorted(REFUSED.glob("*/*.meth"))
COMMANDS = {
    "example_gives_something_else": ("test",),
    "unknown_body": ("trace", "q", "--body", "мфин"),
    "unknown_period": ("run", "--period", "2023"),
    **dict.fromkeys(
        (
            "faults_in_data",
            "check_that_does_not_hold",
            "column_not_in_the_file",
            "file_not_there",
            "limit_with_crossed_ends",
            "source_without_a_file",
        ),
        ("run",),
    ),
}
"""What shows the mistake, where the checker does not: a command, and what stands behind the file."""

WRONG_USE = {"unknown_body", "unknown_period"}
"""Mistakes in the command, not in the text or the data."""

LEAST = 40
FAMILIES = "ABDEGLMNPRSTUWX"
"""Families of codes that a reader can be shown: all but C, faults of the program itself."""

FINDING = re.compile(r"^[^\W\d]+\[([A-Z]\d{3})\]: ", re.MULTILINE)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_mistake_is_told_in_the_language_of_the_text(
    path: Path, golden: Golden, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody has named a language, so the reader is spoken to in that of the file."""
    monkeypatch.chdir(path.parent)
    command, *further = COMMANDS.get(path.stem, ("check",))
    code = main([command, path.name, *further])
    printed = capsys.readouterr()
    assert code == (2 if path.stem in WRONG_USE else 1)
    golden(path.with_suffix(".txt"), printed.out + printed.err)


@pytest.mark.parametrize("language", sorted({path.parent.name for path in TEXTS}))
def test_mistakes_of_many_kinds_are_shown(language: str) -> None:
    """At least forty codes, and some of every family, are shown in each language that has such texts."""
    shown = {
        code
        for path in (REFUSED / language).glob("*.txt")
        for code in FINDING.findall(path.read_text(encoding="utf-8"))
    }
    assert len(shown) >= LEAST
    assert sorted({code[0] for code in shown}) == list(FAMILIES)
