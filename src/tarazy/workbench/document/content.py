"""What a document of a methodology says, before any form of page: headings, lines, formulas, tables, the drawing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from attrs import frozen

from tarazy.dsl import syntax
from tarazy.dsl.expression_text import outcome_text, target_text
from tarazy.dsl.formatter import field_text
from tarazy.dsl.literal_text import bare_text, name_text
from tarazy.dsl.value_text import field_value_text
from tarazy.grammar.keywords import LANGUAGE_NAMES, Vocabulary
from tarazy.grammar.speech import said
from tarazy.workbench.document.formula import Box, Face, Piece, equation, name_box


@frozen
class Heading:
    """A heading: its words, the code of what it heads, and what that is. `level` 1 is the title."""

    level: int
    text: str
    code: str = ""
    kind: str = ""


@frozen
class Term:
    """A line of a declaration as on a form: its name and what it says."""

    name: str
    text: str


@frozen
class Terms:
    """Lines of a declaration that stand together."""

    terms: tuple[Term, ...]


@frozen
class Formula:
    """A formula on a line of its own, and the words that say what it is."""

    box: Box
    words: str = ""


@frozen
class Grid:
    """A table with heads over its columns."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@frozen
class Run:
    """A stretch of prose set in one way; a line feed in it is one on the page."""

    text: str
    is_strong: bool = False
    is_emphasis: bool = False
    is_struck: bool = False
    is_code: bool = False
    link: str = ""


Runs: TypeAlias = tuple[Run, ...]


@frozen
class Prose:
    """A paragraph of the act itself."""

    runs: Runs


@frozen
class ListItem:
    """A point of a list with the mark that stands before it, ``3)``; empty for a bullet."""

    mark: str
    blocks: tuple[Block, ...]


@frozen
class Listing:
    """A list in the prose."""

    items: tuple[ListItem, ...]


@frozen
class Quote:
    """What the prose cites."""

    blocks: tuple[Block, ...]


@frozen
class ProseTable:
    """A table in the prose."""

    heads: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]


@frozen
class Verbatim:
    """Lines that stand as they are written."""

    text: str


@frozen
class Rule:
    """A line across the page."""


Block: TypeAlias = Heading | Terms | Formula | Grid | Prose | Listing | Quote | ProseTable | Verbatim | Rule

_FORMULAS = ("value", "points")


def title_of(file: syntax.File, words: Vocabulary) -> str:
    """What the document is called: the label of the methodology, else the name of the first declaration."""
    heads = [one for one in file.declarations if one.kind == "methodology"] or list(file.declarations[:1])
    return _headline(heads[0], words) if heads else file.source.name


def blocks_of(file: syntax.File, words: Vocabulary) -> Iterator[Block]:
    """The declarations of a file in their order, each with all that it says."""
    for declaration in file.declarations:
        yield from declaration_blocks(declaration, words)


def plain_text(runs: Runs) -> str:
    """The words alone."""
    return "".join(run.text for run in runs)


def declaration_blocks(declaration: syntax.Declaration, words: Vocabulary, level: int = 2) -> Iterator[Block]:
    """A heading, then the lines in their order; those that are no formula and no table stand together.

    Parameters
    ----------
    level
        Of the heading.
    """
    yield _heading(declaration, words, level)
    waiting: list[Term] = []
    for field in declaration.fields:
        told = tuple(_field_blocks(declaration, field, words))
        if len(told) == 1 and isinstance(told[0], Term):
            waiting.append(told[0])
            continue
        if waiting:
            yield Terms(tuple(waiting))
            waiting = []
        yield from (one for one in told if not isinstance(one, Term))
    if waiting:
        yield Terms(tuple(waiting))
    if declaration.table is not None:
        yield _grid("", declaration.table, words)


def _heading(declaration: syntax.Declaration, words: Vocabulary, level: int) -> Heading:
    kind = "" if declaration.role else words.printed("head", declaration.kind)
    code = "" if declaration.name is None else declaration.name.text
    if declaration.of is not None:
        code = f"{code} {words.printed('connective', 'of')} {declaration.of.text}"
    return Heading(level, _headline(declaration, words), code if declaration.label else "", kind)


def _headline(declaration: syntax.Declaration, words: Vocabulary) -> str:
    if declaration.label:
        return declaration.label
    if declaration.name is not None:
        return name_text(declaration.name)
    kinds = [words.printed("head", kind) for kind in (declaration.kind, declaration.role) if kind]
    return " ".join(kinds)


def _field_blocks(declaration: syntax.Declaration, field: syntax.Field, words: Vocabulary) -> Iterator[Block | Term]:
    keyword = words.printed("field", field.keyword)
    written = _formula(declaration, field, words)
    if written is not None:
        yield Formula(written)
    elif field.table is not None:
        yield _grid(f"{keyword} {field_text(field, words)}".strip(), field.table, words)
    elif field.rows:
        yield from _rows(keyword, field, words)
    elif isinstance(field.value, syntax.InLanguage):
        yield Term(f"{keyword} ({said(LANGUAGE_NAMES[field.value.language])})", _read(field, words))
    else:
        yield Term(keyword, _read(field, words))


def _read(field: syntax.Field, words: Vocabulary) -> str:
    """What a line says, as a person reads it: an act by its words, a text without its quotation marks."""
    match field.value:
        case syntax.Text(value) | syntax.InLanguage(value=syntax.Text(value)):
            return value
        case syntax.InLanguage(value=syntax.Name() as name):
            return name_text(name)
        case syntax.InLanguage():
            return ""
        case syntax.Citations():
            return field_text(field, words).replace("_", " ")
        case _:
            return field_text(field, words)


def _formula(declaration: syntax.Declaration, field: syntax.Field, words: Vocabulary) -> Box | None:
    """The formula of a line that computes; ``None`` where it is a table or a single word or number."""
    value = field.value
    if field.keyword not in _FORMULAS or not isinstance(value, syntax.Outcome) or field.table is not None:
        return None
    expression = value.value
    if not isinstance(expression, syntax.Arithmetic | syntax.Comparison | syntax.Logical | syntax.Call):
        return None
    name = "" if declaration.name is None else declaration.name.text
    has_points = declaration.field("points") is not None
    own = name_box(name) if field.keyword == "value" and not has_points else None
    left = own or Piece(words.printed("field", field.keyword), Face.WORDS)
    return equation(left, expression, words)


def _rows(keyword: str, field: syntax.Field, words: Vocabulary) -> Iterator[Block]:
    if field.keyword == "where":
        for row in field.rows:
            name = name_box(target_text(row.target, words))
            if isinstance(row.value, syntax.Outcome) and not isinstance(row.value.value, syntax.Phrase):
                yield Formula(equation(name, row.value.value, words), row.label or "")
        return
    labelled = any(row.label for row in field.rows)
    rows = tuple(
        (target_text(row.target, words), field_value_text(row.value, words), *([row.label or ""] if labelled else []))
        for row in field.rows
    )
    yield Grid(f"{keyword} {field_text(field, words)}".strip(), ("",) * (3 if labelled else 2), rows)


def _grid(caption: str, table: syntax.Table, words: Vocabulary) -> Grid:
    heads = tuple(
        words.printed("header", head.key) if head.is_keyword else bare_text(head.key) for head in table.headers
    )
    rows = tuple(tuple("" if cell is None else outcome_text(cell, words) for cell in row.cells) for row in table.rows)
    return Grid(caption, heads, rows)
