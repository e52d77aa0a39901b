"""Messages: each bad text beside its findings, and every message of the catalogue shown by one of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tarazy.dsl.characters import read_text
from tarazy.dsl.diagnostics import Diagnostic, catalogue
from tarazy.dsl.parser import parse
from tarazy.dsl.source import Source, Span, source_of
from tests.golden import Golden

BAD = sorted((Path(__file__).parent / "bad").glob("*.meth"))

OF_FILES = {"L004", "L014", "L015", "L016", "L020", "L021", "L022"}
"""Codes about a file as a whole, which the tests of reading files show."""


def findings_of(path: Path) -> tuple[Diagnostic, ...]:
    """What is wrong with the text in a file."""
    return tuple(parse(source_of(path.name, path.read_bytes().decode("utf-8"))).findings)


def drawn(found: Diagnostic) -> str:
    """A finding as three lines: where, what, and what to do."""
    assert isinstance(found.place, Span)
    further = "".join(f"\n  also: {label.span}" for label in found.labels)
    return f"{found.place} {found.code} {found.place.text!r}\n  {found.message}\n  help: {found.help}{further}\n"


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_bad_text_has_these_findings(path: Path, golden: Golden) -> None:
    """A finding keeps its code, its place and its words."""
    golden(path.with_suffix(".txt"), "".join(map(drawn, findings_of(path))))


@pytest.mark.parametrize("path", [path for path in BAD if path.stem[1:].isdigit()], ids=lambda path: path.stem)
def test_bad_text_is_named_after_its_code(path: Path) -> None:
    """A text named after a code has a finding of that code."""
    assert path.stem in {found.code for found in findings_of(path)}


def shown() -> Iterator[tuple[str, str]]:
    """Codes and variants that some bad text shows."""
    for path in BAD:
        for found in findings_of(path):
            yield found.code, found.variant


@pytest.mark.parametrize("family", ["L", "P"])
def test_every_message_is_shown(family: str) -> None:
    """Each code of the catalogue, and each variant of it, is shown by a bad text."""
    entries = catalogue(family)
    expected = {(code, variant) for code, entry in entries.items() for variant in entry.get("variants", {})}
    expected |= {(code, "") for code, entry in entries.items() if not entry.get("variants")}
    expected = {(code, variant) for code, variant in expected if code not in OF_FILES}
    assert expected - set(shown()) == set()


@pytest.mark.parametrize("family", ["L", "P"])
def test_every_message_says_what_to_do(family: str) -> None:
    """Each message has a help line of its own or of its variant."""
    for code, entry in catalogue(family).items():
        for variant, own in entry.get("variants", {}).items():
            if (code, variant) != ("P116", "exclude"):
                assert own.get("help") or entry.get("help"), (code, variant)


def test_bytes_that_are_no_utf8_are_a_finding() -> None:
    """Bytes in another encoding are refused with the line and the byte."""
    found = read_text("unit a\nbasis п".encode("cp1251"), "old.meth")
    assert isinstance(found, Diagnostic)
    assert found.code == "L004"
    assert found.message == ("old.meth is not a text in UTF-8: the byte EF in line 2 is no character there")


def test_bytes_in_utf8_are_a_source() -> None:
    """Bytes in UTF-8 are the source of their text, byte order mark and carriage returns taken off."""
    found = read_text(b"\xef\xbb\xbfunit a\r\nunit b\r\n", "new.meth")
    assert isinstance(found, Source)
    assert found.text == "unit a\nunit b\n"


def test_three_errors_of_one_declaration_are_all_reported() -> None:
    """A line that cannot be read hides no other line, and no other declaration."""
    found = findings_of(Path(__file__).parent / "bad" / "three_errors.meth")
    assert [one.code for one in found] == ["P126", "P104", "P110", "P109", "P113", "P110"]
