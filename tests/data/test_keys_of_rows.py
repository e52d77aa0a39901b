"""Keys that would make a body nobody meant.

With spaces around them, looking like another, with letters lost, without a row.
"""

from pathlib import Path

import pytest

from tarazy.dsl.diagnostics import CellPlace, Severity
from tarazy.interpreter.data.missing_rows import missing_rows
from tests.data.one_source import BODIES, TITLES, Read, declared, read, row


def with_bodies(folder: Path, *codes: str) -> Read:
    """What is found where the list has these bodies, each with a row."""
    bodies = "code,name,above\n" + "".join(f"{code},Name,\n" for code in codes)
    rows = "\n".join([TITLES, *(row(body=code) for code in codes)])
    return read(folder, {"bodies.csv": bodies, "budget.csv": rows}, declared())


@pytest.mark.parametrize("code", ["Абылай ", " Абылай", "Абылай\u00a0"])
def test_a_key_with_blanks_around_it_is_refused(code: str, tmp_path: Path) -> None:
    """It would be another body than the one without; the blank is shown."""
    found = with_bodies(tmp_path, code)
    (first, *_) = found.findings.errors
    assert first.code == "D685"
    assert first.place == CellPlace("bodies.csv", 2, "code", code)
    assert f"`{code.replace(' ', '␣').replace(chr(0xA0), '␣')}`" in first.message
    assert "`Абылай`" in first.message


@pytest.mark.parametrize(
    ("one", "other", "code", "said"),
    [
        ("Абылай", "Aбылай", "D686", "its `A` is a Latin letter, the `А` there a Cyrillic one"),
        ("Нур Султан", "НурСултан", "D686", "by its spaces only"),
        ("Нур Султан", "Нур\u00a0Султан", "D686", "by its spaces only"),
        ("Абылай", "АБЫЛАЙ", "D687", "only by capital letters"),
        ("Березовка", "Берёзовка", "D687", "or by `ё`"),
    ],
)
def test_two_keys_that_look_alike(one: str, other: str, code: str, said: str, tmp_path: Path) -> None:
    """Both are named, at the row of the second; letters of two alphabets and blanks are errors, capitals a warning."""
    found = with_bodies(tmp_path, one, other)
    (wrong,) = found.findings
    assert wrong.code == code
    assert wrong.place == CellPlace("bodies.csv", 3, "code", other)
    assert said in wrong.message
    assert f"`{one}`" in wrong.message
    assert (wrong.severity is Severity.ERROR) == (found.snapshot is None) == (code == "D686")


def test_other_keys_are_not_alike(tmp_path: Path) -> None:
    """Codes that differ by a letter of their own are two bodies."""
    assert not len(with_bodies(tmp_path, "A1", "A2", "B1", "Астана", "Астаны").findings)


@pytest.mark.parametrize("code", ["?арасу", "Кар?су", "Карас?", "????"])
def test_letters_lost_in_saving(code: str, tmp_path: Path) -> None:
    """A question mark beside a letter, or nothing but question marks, is a warning."""
    (wrong,) = with_bodies(tmp_path, code).findings
    assert (wrong.code, wrong.severity) == ("D689", Severity.WARNING)


def test_a_body_without_a_row_is_noted_once(tmp_path: Path) -> None:
    """One note a source names every body that has no row in one of the periods asked for which others have."""
    rows = [row(body="MOF", year="2023"), row(body="MOF"), row(body="MOH")]
    found = read(tmp_path, {"bodies.csv": BODIES, "budget.csv": "\n".join([TITLES, *rows])}, declared())
    assert found.snapshot is not None
    (note,) = missing_rows(found.snapshot, "bodies", (2023, 2024))
    assert (note.code, note.severity) == ("D697", Severity.NOTE)
    assert note.message == "the source `budget` has no row for `MOH` in 2023; `MOE` in any period"
    (of_one_year,) = missing_rows(found.snapshot, "bodies", (2024,))
    assert of_one_year.message == "the source `budget` has no row for `MOE` in 2024"
    (of_some,) = missing_rows(found.snapshot, "bodies", (2023, 2024), lambda _: ("MOF", "MOH"))
    assert of_some.message == "the source `budget` has no row for `MOH` in 2023"
