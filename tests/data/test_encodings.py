"""Text files in the encodings and with the signs between cells that can be declared."""

from pathlib import Path

import pytest
from attrs import evolve

from tarazy.dsl.table_layout import Encoding, TableLayout
from tarazy.dsl.value_types import TextType
from tarazy.interpreter.data.formats.decoding import decoded
from tarazy.interpreter.data.violations import Fault
from tests.data.declarations import a_list, column, file
from tests.data.one_source import Read, read

KAZAKH = "Ұлттық экономика министрлігі, Әділет, Көкшетау, Іле, Үлкен Нарын, Шаңғытау, һәм"
RUSSIAN = "Министерство финансов: объём, съезд, ёлка, эфир, июль"
BELARUSIAN, MACEDONIAN, UKRAINIAN = "Ўладзімір", "Ќе Ѓорѓија", "Її Єва, ґанок"
CODECS = {Encoding.UTF_8: "utf-8", Encoding.CP1251: "cp1251", Encoding.KZ_1048: "kz1048"}


def names(folder: Path, data: bytes, layout: TableLayout) -> Read:
    """What came of a list of codes and names in a file of `data`."""
    bodies = a_list("bodies", file("bodies.csv"), key="code", columns=(column("name", TextType()),))
    return read(folder, {"bodies.csv": data}, ({"bodies": evolve(bodies, layout=layout)}, {}))


def variant(data: bytes, encoding: Encoding) -> str:
    """Which misreading is found; empty where the text is taken."""
    found = decoded(data, encoding)
    return found.variant if isinstance(found, Fault) else ""


@pytest.mark.parametrize(("encoding", "text"), [(Encoding.KZ_1048, KAZAKH), (Encoding.CP1251, RUSSIAN)])
def test_a_declared_encoding_gives_the_letters_that_were_written(encoding: Encoding, text: str, tmp_path: Path) -> None:
    """Kazakh in KZ-1048 and Russian in Windows-1251 are read letter by letter where that is declared."""
    data = f'code,name\nA,"{text}"\n'.encode(encoding.value)
    found = names(tmp_path, data, TableLayout(encoding=encoding))
    assert found.snapshot is not None
    assert found.snapshot.attribute("bodies", "name", "A") == text


@pytest.mark.parametrize(
    ("text", "written", "declared", "expected"),
    [
        (KAZAKH, "kz1048", Encoding.UTF_8, "encoding"),
        (RUSSIAN, "cp1251", Encoding.UTF_8, "encoding"),
        (KAZAKH, "kz1048", Encoding.CP1251, "kazakh"),
        (KAZAKH, "utf-8", Encoding.KZ_1048, "is_utf8"),
        (RUSSIAN, "utf-8", Encoding.CP1251, "is_utf8"),
        (RUSSIAN, "utf-8", Encoding.UTF_8, ""),
        (RUSSIAN, "kz1048", Encoding.KZ_1048, ""),
        (BELARUSIAN, "utf-8", Encoding.UTF_8, ""),
        (MACEDONIAN, "utf-8", Encoding.UTF_8, ""),
        (UKRAINIAN, "utf-8", Encoding.UTF_8, ""),
        ("\u0098", "latin-1", Encoding.CP1251, "byte"),
        ("a\ufffdb", "utf-8", Encoding.UTF_8, "replaced"),
    ],
)
def test_another_encoding_than_the_declared_one_is_found(
    text: str, written: str, declared: Encoding, expected: str
) -> None:
    """A file in another encoding than is declared is refused, and no right one is."""
    assert variant(text.encode(written), declared) == expected


@pytest.mark.parametrize("codec", ["cp1251", "latin-1"])
def test_a_file_spoilt_before_is_found(codec: str) -> None:
    """UTF-8 that was opened in a one-byte encoding and saved in UTF-8 is told with what it was."""
    spoilt = "Бюджет".encode().decode(codec)
    found = decoded(f"a\n{spoilt}\n".encode(), Encoding.UTF_8)
    assert isinstance(found, Fault)
    assert (found.variant, found.words["line"], found.words["meant"]) == ("twice", "2", "Бюджет")


def test_kazakh_saved_as_windows_1251_is_found_in_utf_8() -> None:
    """`Ўлттыќ` is no word in any encoding: its letters belong to no one language."""
    found = decoded("код,название\n1,Ўлттыќ\n".encode(), Encoding.UTF_8)
    assert isinstance(found, Fault)
    assert (found.variant, found.words["meant"]) == ("kazakh_saved", "Ұлттық")


@pytest.mark.parametrize(("sign", "declared"), [(",", None), (";", None), ("\t", None), (";", ";"), (",", ",")])
def test_cells_are_parted_by_the_sign_in_the_header(sign: str, declared: str | None, tmp_path: Path) -> None:
    """Comma, semicolon and tab part cells, each where it is declared or stands alone in the header; what is in quotes
    does not count.
    """
    data = f'code{sign}name{sign}"a;b,c\td"\nA{sign}"x{sign}y"{sign}1\n'.encode()
    found = names(tmp_path, data, TableLayout(delimiter=declared))
    assert found.snapshot is not None
    assert found.snapshot.attribute("bodies", "name", "A") == f"x{sign}y"


@pytest.mark.parametrize(
    ("header", "declared", "expected"),
    [("code;name,x", None, ""), ("code,name", ";", "declared"), ("code|name", None, "bar")],
)
def test_a_sign_that_is_not_sure_is_refused(header: str, declared: str | None, expected: str, tmp_path: Path) -> None:
    """Where two signs could part the cells, or another than the declared one does, nobody guesses."""
    found = names(tmp_path, f"{header}\n".encode(), TableLayout(delimiter=declared))
    assert [(one.code, one.variant) for one in found.findings] == [("D648", expected)]


def test_a_header_of_two_rows_below_a_heading(tmp_path: Path) -> None:
    """Rows above the header are not looked at; titles of its rows are joined, an empty cell continuing the one to its
    left.
    """
    data = "Report;;\n\ncode;Name;\n;full;short\nA;Finance;Fin\n"
    found = names(tmp_path, data.encode(), TableLayout(header_rows=(3, 4), delimiter=";"))
    titles = [one.words["titles"] for one in found.findings if one.code == "D646"]
    assert titles == ["`code`, `Name / full` and `Name / short`"]


def test_a_header_of_a_million_columns_is_refused(tmp_path: Path) -> None:
    """A table has no more columns than a workbook."""
    found = names(tmp_path, b"code" + b"," * 1_000_000 + b"\n", TableLayout())
    assert [(one.code, one.variant) for one in found.findings] == [("D674", "columns")]


def test_empty_lines_hold_no_row(tmp_path: Path) -> None:
    """A header that is not declared is the first row that holds something; rows are numbered with the empty ones."""
    found = names(tmp_path, b"\n\ncode,name\n\nA,Finance\n", TableLayout())
    assert found.snapshot is not None
    origin = found.snapshot.list_origin("bodies", "A")
    assert origin is not None
    assert origin.row == 5


def test_the_direction_of_writing_is_not_turned(tmp_path: Path) -> None:
    """A cell with a character that makes it look another than it is is refused by its place."""
    found = names(tmp_path, "code,name\nA,\u202eecnaniF\n".encode(), TableLayout())
    assert [(one.code, str(one.place)) for one in found.findings] == [("D684", "bodies.csv, row 2, column name")]
