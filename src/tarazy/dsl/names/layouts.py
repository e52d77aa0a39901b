"""How the tables of a list or source are laid out, and whether its files can be laid out so."""

from __future__ import annotations

from collections.abc import Iterator

from tarazy.dsl import syntax
from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.file_kinds import KINDS, SAID_OF, file_kind
from tarazy.dsl.source import Span
from tarazy.dsl.spoken_words import keyword_of
from tarazy.dsl.table_layout import PLAIN, SPACES, Encoding, TableLayout

_ENCODINGS = {"utf_8": Encoding.UTF_8, "cp1251": Encoding.CP1251, "kz_1048": Encoding.KZ_1048}
_DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t"}
_DECIMAL_MARKS = {"point": ".", "comma": ","}
_THOUSANDS = {"space": SPACES}
_LINES = ("header_row", "encoding", "delimiter", "decimal_mark", "thousands")


def layout_of(declaration: syntax.Declaration) -> TableLayout:
    """The layout that all files of a list or source share."""
    rows = declaration.field("header_row")
    return TableLayout(
        header_rows=(rows.value.first, rows.value.last)
        if rows is not None and isinstance(rows.value, syntax.RowRange)
        else None,
        encoding=_ENCODINGS.get(_word(declaration, "encoding"), PLAIN.encoding),
        delimiter=_DELIMITERS.get(_word(declaration, "delimiter")),
        decimal=_DECIMAL_MARKS.get(_word(declaration, "decimal_mark"), PLAIN.decimal),
        thousands=_THOUSANDS.get(_word(declaration, "thousands"), PLAIN.thousands),
    )


def _word(declaration: syntax.Declaration, keyword: str) -> str:
    line = declaration.field(keyword)
    return line.value.key if line is not None and isinstance(line.value, syntax.Phrase) else ""


def layout_findings(declaration: syntax.Declaration) -> Iterator[Diagnostic]:
    """What is said of the layout of files that cannot have it: a sheet of a text file, an encoding of a workbook.

    A line is about all files, and is out of place where it can be said of none of them.
    """
    files = [line.value for line in declaration.all_fields("file") if isinstance(line.value, syntax.FileReference)]
    for file in files:
        if file.sheet is not None and not _can_be_said("sheet", file):
            yield _misplaced("sheet", file.span, file)
        if file.table is not None and not _can_be_said("table", file):
            yield _misplaced("table", file.span, file)
    for keyword in _LINES:
        line = declaration.field(keyword)
        if line is not None and files and not any(_can_be_said(keyword, file) for file in files):
            yield _misplaced(keyword, line.span, files[0])


def _can_be_said(word: str, file: syntax.FileReference) -> bool:
    kind = file_kind(file.path)
    return kind is None or kind in SAID_OF[word]


def _misplaced(word: str, place: Span, file: syntax.FileReference) -> Diagnostic:
    kind = file_kind(file.path)
    endings = ", ".join(f"`{ending}`" for ending, one in KINDS.items() if one in SAID_OF[word])
    line = keyword_of("value" if word in ("sheet", "table") else "field", word)
    of = "" if kind is None else kind.value
    return finding("M613", place, line=line, file=file.path, kind=of, endings=endings)
