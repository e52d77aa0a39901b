"""The one layout of a file: declarations parted by a blank line, values in columns, comments in place.

Formatting prints the tree and nothing else, so that two texts that say the same are printed alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from attrs import frozen

from tarazy.dsl import syntax
from tarazy.dsl.expression_text import expression_text, outcome_text, target_text
from tarazy.dsl.literal_text import bare_text, name_text, quoted
from tarazy.dsl.page import GAP, Line, aligned_cells, broken, comment_text, page_lines, with_second_column
from tarazy.dsl.value_text import field_value_text
from tarazy.grammar.keywords import Vocabulary

_FIELD_INDENT = 2
_ROW_INDENT = 4
_LEAST_VALUE_COLUMN = 18
_LABELLED_WIDTH = 140
"""Longest line whose label is aligned with others: a label is read as a column of its own."""

_TABLE_PHRASES = {
    "bands": "by_bands_of",
    "line": "by_line_of",
    "values": "by_values_of",
    "first": "first_that_holds",
    "scale": "by_scale",
}


def format_file(file: syntax.File, vocabulary: Vocabulary) -> str:
    """The text of `file` in the canonical layout.

    Parameters
    ----------
    file
        A tree that was read without findings; its comments are kept, its source is not looked at.
    vocabulary
        The language to print it in.
    """
    parts: list[str] = []
    for declaration, following in pairwise([*file.declarations, None]):
        if declaration is not None:
            parts.extend(page_lines(_declaration_lines(declaration, vocabulary)))
            parts.extend([] if _stand_close(declaration, following) else [""])
    parts.extend(map(comment_text, file.comments_at_end))
    return "\n".join(parts).rstrip("\n") + "\n" if parts else ""


def _stand_close(one: syntax.Declaration, following: syntax.Declaration | None) -> bool:
    """Whether no blank line parts the two: modules stand as a list."""
    return (
        following is not None
        and one.kind == following.kind == "module"
        and not one.fields
        and not following.comments.before
    )


def _declaration_lines(declaration: syntax.Declaration, vocabulary: Vocabulary) -> list[Line]:
    columns = _columns(declaration, vocabulary)
    lines = [Line(0, (_head_text(declaration, vocabulary),), declaration.comments)]
    for field in declaration.fields:
        lines.extend(_field_lines(field, columns, vocabulary))
    if declaration.table is not None:
        lines.extend(_table_lines(declaration.table, _FIELD_INDENT, vocabulary))
    return lines


def _head_text(declaration: syntax.Declaration, vocabulary: Vocabulary) -> str:
    words = [vocabulary.printed("head", declaration.kind)]
    if declaration.role:
        words.append(vocabulary.printed("head", declaration.role))
    if declaration.name is not None:
        words.append(name_text(declaration.name))
    if declaration.of is not None:
        words[-1:] = _joined_by_of(words[-1], name_text(declaration.of), vocabulary)
    if declaration.label is not None:
        words.append(quoted(declaration.label))
    return " ".join(words)


def _joined_by_of(what: str, of: str, vocabulary: Vocabulary) -> list[str]:
    """Two names with the word for `of` between them; a sign in its place stands without a blank before it."""
    joint = vocabulary.printed("connective", "of")
    return [what, joint, of] if joint.isalpha() else [what + joint, of]


@frozen
class _Columns:
    """Where values begin in a declaration: those of its fields and those of their rows."""

    field: int
    row: int


def _columns(declaration: syntax.Declaration, vocabulary: Vocabulary) -> _Columns:
    keywords = [
        vocabulary.printed("field", field.keyword) for field in declaration.fields if field_text(field, vocabulary)
    ]
    targets = [_target_text(row, vocabulary) for field in declaration.fields for row in field.rows]
    return _Columns(
        max([_LEAST_VALUE_COLUMN, *(_FIELD_INDENT + len(keyword) + GAP for keyword in keywords)]),
        max([_LEAST_VALUE_COLUMN, *(_ROW_INDENT + len(target) + GAP for target in targets)]),
    )


# ---------------------------------------------------------------- fields


def _field_lines(field: syntax.Field, columns: _Columns, vocabulary: Vocabulary) -> list[Line]:
    keyword = " " * _FIELD_INDENT + vocabulary.printed("field", field.keyword)
    lines = [Line(_FIELD_INDENT, _led(keyword, field_text(field, vocabulary), columns.field), field.comments)]
    lines.extend(_row_lines(field.rows, columns.row, vocabulary))
    if field.table is not None:
        lines.extend(_table_lines(field.table, _ROW_INDENT, vocabulary))
    return lines


def field_text(field: syntax.Field, vocabulary: Vocabulary) -> str:
    """What stands behind the keyword: the value, or the phrase that opens a table."""
    value = "" if field.value is None else field_value_text(field.value, vocabulary)
    if field.table is None or field.table.form not in _TABLE_PHRASES:
        return value
    words = [vocabulary.printed("phrase", _TABLE_PHRASES[field.table.form])]
    operand = "" if field.table.operand is None else expression_text(field.table.operand, vocabulary)
    if field.table.form == "scale":
        return " ".join([*words, *_joined_by_of(value, operand, vocabulary)])
    return " ".join([*words, operand] if operand else words)


def _led(lead: str, value: str, column: int) -> tuple[str, ...]:
    """`lead`, and from `column` on the value, broken where it is too long."""
    first, *rest = broken(value, column)
    return (f"{lead.ljust(column)}{first}".rstrip(" "), *rest)


# ---------------------------------------------------------------- rows


def _row_lines(rows: Sequence[syntax.Row], column: int, vocabulary: Vocabulary) -> list[Line]:
    """Rows ``name: value`` with their labels in a column."""
    all_pieces = [_row_pieces(row, column, vocabulary) for row in rows]
    labels = ["" if row.label is None else quoted(row.label) for row in rows]
    ends = with_second_column(
        [(pieces[-1], label) for pieces, label in zip(all_pieces, labels, strict=True)], _LABELLED_WIDTH
    )
    return [
        Line(_ROW_INDENT, (*pieces[:-1], end), row.comments)
        for row, pieces, end in zip(rows, all_pieces, ends, strict=True)
    ]


def _row_pieces(row: syntax.Row, column: int, vocabulary: Vocabulary) -> tuple[str, ...]:
    lead = " " * _ROW_INDENT + _target_text(row, vocabulary)
    return _led(lead, field_value_text(row.value, vocabulary), column)


def _target_text(row: syntax.Row, vocabulary: Vocabulary) -> str:
    return target_text(row.target, vocabulary) + ":"


# ---------------------------------------------------------------- tables


def _table_lines(table: syntax.Table, indent: int, vocabulary: Vocabulary) -> list[Line]:
    if not table.headers:
        return []
    heads = [
        vocabulary.printed("header", header.key) if header.is_keyword else bare_text(header.key)
        for header in table.headers
    ]
    cells = [["" if cell is None else outcome_text(cell, vocabulary) for cell in row.cells] for row in table.rows]
    head, *texts = aligned_cells([heads, *cells], indent)
    rows = [Line(indent, (text,), row.comments) for text, row in zip(texts, table.rows, strict=True)]
    return [Line(indent, (head,)), *rows]
