"""Workbooks and texts made to do harm: each is refused by a code, soon, and in little memory."""

import random
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest

from tarazy.interpreter.data.formats.workbook_archive import MOST_ENTRIES, MOST_UNPACKED
from tests.data.one_source import BODIES, declared, read
from tests.data.workbooks import HEAD, PARTS, SHEET, archive, raw_workbook, sheet_xml, text_cell


def entity_bomb() -> bytes:
    """Ten entities, each ten of the one before."""
    names = [f'<!ENTITY e{at} "{f"&e{at - 1};" * 10 if at else "ha"}">' for at in range(10)]
    sheet = sheet_xml(f"<row>{text_cell('A1', '&e9;')}</row>").removeprefix(HEAD)
    return archive({**PARTS, SHEET: f"{HEAD}<!DOCTYPE worksheet [{''.join(names)}]>{sheet}"})


def entity_in_another_part() -> bytes:
    """An entity in the part that lists the sheets."""
    part = PARTS["xl/workbook.xml"].replace(HEAD, f'{HEAD}<!DOCTYPE workbook [<!ENTITY e "Plan">]>')
    return raw_workbook("", {"xl/workbook.xml": part.replace('name="Plan"', 'name="&e;"')})


def outer_entity() -> bytes:
    """A text that is a file of the machine."""
    sheet = sheet_xml(f"<row>{text_cell('A1', '&e;')}</row>").removeprefix(HEAD)
    return archive({**PARTS, SHEET: f'{HEAD}<!DOCTYPE w [<!ENTITY e SYSTEM "secret.txt">]>{sheet}'})


def corners() -> bytes:
    """Two cells, as far from one another as a sheet allows."""
    return raw_workbook(
        f'<row r="1">{text_cell("A1", "body")}</row><row r="1048576">{text_cell("XFD1048576", "x")}</row>'
    )


def all_merged() -> bytes:
    """One merged range over the whole sheet."""
    sheet = sheet_xml(f"<row>{text_cell('A1', 'x')}</row>").replace(
        "</worksheet>", '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
    )
    return archive({**PARTS, SHEET: sheet})


def deep() -> bytes:
    """Elements within elements, ten thousand of them."""
    return archive({**PARTS, SHEET: sheet_xml("<x>" * 10_000 + "</x>" * 10_000)})


def long_numeral() -> bytes:
    """A number of a million digits."""
    return raw_workbook(f'<row r="1"><c r="A1"><v>{"9" * 1_000_000}</v></c></row>')


def dense() -> bytes:
    """More cells than so small a file has, in an archive that is just not refused for its ratio."""
    rows = "<row>" + "<c><v>1</v></c>" * 1_500_000 + "</row>"
    return raw_workbook(rows, {"xl/media/image1.png": random.Random(1).randbytes(300_000)})  # noqa: S311 - a picture


def with_part(name: str) -> Callable[[], bytes]:
    """A workbook with one part more."""
    return lambda: raw_workbook("", {name: b"x"})


def two_of_one_name() -> bytes:
    """Which of them is meant depends on the reader."""
    stream = BytesIO(raw_workbook(""))
    with pytest.warns(UserWarning, match="Duplicate name"), ZipFile(stream, "a") as made:
        made.writestr(SHEET, sheet_xml(""))
    return stream.getvalue()


def large() -> bytes:
    """More than is unpacked, in parts each of which is small enough."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_STORED) as made:
        made.writestr("xl/workbook.xml", b"x")
        for at in range(5):
            made.writestr(f"xl/media/{at}.png", bytes(MOST_UNPACKED // 4))
    return stream.getvalue()


def packed() -> bytes:
    """Two megabytes of one letter."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as made:
        made.writestr("xl/workbook.xml", b"x" * 2**21)
    return stream.getvalue()


WORKBOOKS: Mapping[str, tuple[Callable[[], bytes], str, str]] = {
    "entity_bomb": (entity_bomb, "D673", "damaged"),
    "entity_in_another_part": (entity_in_another_part, "D673", "damaged"),
    "outer_entity": (outer_entity, "D673", "damaged"),
    "corners": (corners, "D674", "far"),
    "all_merged": (all_merged, "D674", ""),
    "deep": (deep, "D642", "empty"),
    "long_numeral": (long_numeral, "D673", "damaged"),
    "dense": (dense, "D674", ""),
    "parent": (with_part("../evil.xml"), "D675", "path"),
    "absolute": (with_part("/etc/evil.xml"), "D675", "path"),
    "backslash": (with_part("xl\\..\\..\\evil.xml"), "D675", "path"),
    "nested": (with_part("xl/embeddings/a.xlsx"), "D675", "nested"),
    "macros": (with_part("xl/vbaProject.bin"), "D675", "macros"),
    "old_macros": (with_part("xl/macrosheets/sheet1.xml"), "D675", "macros"),
    "links": (with_part("xl/externalLinks/externalLink1.xml"), "D675", "links"),
    "two_of_one_name": (two_of_one_name, "D673", "no_archive"),
    "large": (large, "D674", ""),
    "packed": (packed, "D674", "ratio"),
    "truncated": (lambda: raw_workbook("")[:300], "D673", "no_archive"),
    "empty": (lambda: b"", "D673", "no_archive"),
    "other_archive": (lambda: archive({"a.txt": b"x"}), "D673", "no_workbook"),
    "many_parts": (lambda: archive({f"xl/{at}.xml": b"" for at in range(MOST_ENTRIES + 1)}), "D674", "entries"),
    "old": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "D642", "old_workbook"),
}


@pytest.mark.parametrize("name", WORKBOOKS)
def test_a_workbook_made_to_do_harm_is_refused(name: str, tmp_path: Path) -> None:
    """Whatever a workbook holds, there is one finding of the file and nothing is raised."""
    make, code, variant = WORKBOOKS[name]
    found = read(tmp_path, {"bodies.csv": BODIES, "b.xlsx": make()}, declared("b.xlsx"))
    [finding] = found.findings
    assert finding.code == code
    assert not variant or finding.variant == variant
