"""Findings as data: a code, a place, and the words filled in; their text is made from one catalogue and drawn at the
edge.

A finding about what a user wrote or sent is a :class:`Diagnostic`; an exception is a fault of ours. The catalogue
(``grammar/messages/LANGUAGE/FAMILY.toml``, one file a family of codes) holds for each code its severity, title, message
and help; another language of messages is another folder, which holds the same keys without the severity. A finding is
put into words when it is drawn, in the language of whoever reads it then.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from functools import cache
from importlib.resources import files
from typing import Any

from attrs import field, frozen

from tarazy.dsl.source import Span
from tarazy.dsl.spoken_words import Told, in_readers_words
from tarazy.grammar.speech import reader_language, said

_IN_BACK_TICKS = re.compile(r"(`[^`]*`)")


class Severity(Enum):
    """How much a finding weighs: only an error makes a program or a data set unusable."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@frozen
class CellPlace:
    """A cell of a data file.

    Parameters
    ----------
    file
        Path as the source names it.
    row
        Row of the file counted from 1, the header row included; ``None`` for the whole file.
    column
        Title of the column; ``None`` for the whole row.
    value
        The cell as it stands in the file, shortened for printing by whoever draws it.
    sheet, table
        Sheet of a workbook, or table of a database.
    cell
        Letter and number by which a workbook names the cell.
    """

    file: str
    row: int | None = None
    column: str | None = None
    value: str | None = None
    sheet: str | None = None
    table: str | None = None
    cell: str | None = None

    def __str__(self) -> str:
        sheet = "" if self.sheet is None else f", {said('sheet')} {self.sheet}"
        table = "" if self.table is None else f", {said('table')} {self.table}"
        row = (
            f", {said('cell')} {self.cell}"
            if self.cell is not None
            else ""
            if self.row is None
            else f", {said('row')} {self.row}"
        )
        column = "" if self.column is None else f", {said('column')} {self.column}"
        return f"{self.file}{sheet}{table}{row}{column}"


Place = Span | CellPlace | None


@frozen
class Label:
    """A second place that a finding points at, with a key of the catalogue's ``[labels]`` and the words put into it."""

    span: Span
    key: str
    words: Mapping[str, str] = field(factory=dict)


@frozen
class Diagnostic:
    """One finding.

    Parameters
    ----------
    code
        Letter and three digits; it keeps its number for ever.
    place
        What is underlined: a stretch of a ``.meth`` text, a cell of a data file, or nothing.
    words
        What is put into the message and the help, by the names in the catalogue.
    variant
        Which of a code's messages, where it has several.
    labels
        Further places.
    paragraph
        Heading of the paragraph that a requirement comes from.
    """

    code: str
    place: Place
    words: Mapping[str, str] = field(factory=dict)
    variant: str = ""
    labels: tuple[Label, ...] = ()
    paragraph: str = ""

    @property
    def severity(self) -> Severity:
        """Severity of the code."""
        return Severity(entry(self.code)["severity"])

    @property
    def message(self) -> str:
        """What was found, in words."""
        return self._text("message")

    @property
    def help(self) -> str:
        """What can be done about it; empty where nothing can be advised."""
        return self._text("help")

    def label_text(self, label: Label) -> str:
        """Words of one of the further places."""
        return _filled(str(catalogue("_")["labels"][label.key]), label.words)

    def _text(self, part: str) -> str:
        found = entry(self.code)
        variant = found.get("variants", {}).get(self.variant, {})
        return _filled(str(variant.get(part, found.get(part, ""))), self.words)


def _filled(text: str, words: Mapping[str, str]) -> str:
    """A text with `words` put in: in back-ticks the reader's own as they are, elsewhere phrases of ours turned."""
    if reader_language() == "en":
        return text.format_map(words)
    turned = {name: in_readers_words(word) for name, word in words.items()}
    kept = {name: turned[name] if isinstance(word, Told) else word for name, word in words.items()}
    parts = _IN_BACK_TICKS.split(text)
    return "".join(part.format_map(kept if number % 2 else turned) for number, part in enumerate(parts))


def catalogue(family: str) -> Mapping[str, Any]:
    """Entries of one family of codes (its letter; ``_`` holds what all share), in the reader's language."""
    return catalogue_in(reader_language(), family)


@cache
def catalogue_in(language: str, family: str) -> Mapping[str, Any]:
    """Entries of one family of codes in `language`; what it has no words for is left in English."""
    english = entries_in("en", family)
    return english if language == "en" else _overlaid(english, entries_in(language, family))


def entries_in(language: str, family: str) -> Mapping[str, Any]:
    """What is written in one file of the catalogue; nothing where there is no such file."""
    path = files("tarazy.grammar").joinpath("messages", language, f"{family}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def _overlaid(below: Mapping[str, Any], above: Mapping[str, Any]) -> Mapping[str, Any]:
    """`below` with what `above` has instead, table by table."""
    return {
        key: _overlaid(value, above.get(key, {})) if isinstance(value, Mapping) else above.get(key, value)
        for key, value in below.items()
    }


def entry(code: str) -> Mapping[str, Any]:
    """Entry of one code in the catalogue.

    Raises
    ------
    KeyError
        There is no such code: a fault of ours.
    """
    found: Mapping[str, Any] = catalogue(code[0])[code]
    return found


def finding(
    code: str, place: Place, *, variant: str = "", labels: Iterable[Label] = (), paragraph: str = "", **words: str
) -> Diagnostic:
    """A finding of `code` at `place`, with `words` put into its message."""
    return Diagnostic(code, place, words, variant, tuple(labels), paragraph)


@frozen
class Findings:
    """What a pass found, in the order in which it is to be read; it is added to, never changed."""

    items: tuple[Diagnostic, ...] = ()

    def __add__(self, other: Iterable[Diagnostic]) -> Findings:
        return Findings(self.items + tuple(other))

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """Those of them that are errors."""
        return tuple(item for item in self.items if item.severity is Severity.ERROR)


def reading_order(diagnostic: Diagnostic) -> tuple[str, int, int, str]:
    """Sort key that puts findings in the order of the texts and tables they are about."""
    match diagnostic.place:
        case Span(source, start, _):
            return (source.name, start, 0, diagnostic.code)
        case CellPlace(file=file, row=row):
            return (file, row or 0, 1, diagnostic.code)
        case None:
            return ("", 0, 0, diagnostic.code)
