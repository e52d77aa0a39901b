"""How lines stand on the page: long ones broken inside brackets, comments in a column, tables aligned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from tarazy.dsl.syntax import BLANK_LINE, NO_COMMENTS, Comments

LINE_WIDTH = 110
"""Longest line, in characters, that is not broken and whose comment is aligned with others."""

GAP = 2
"""Blanks between a keyword and its value, a value and its label, a line and its comment."""

_CLOSING = {"(": ")", "[": "]", '"': '"', "«": "»", "`": "`"}
_OPAQUE = '"«`'


@frozen
class Line:
    """A line of a declaration, in several pieces where it is broken, and its comments.

    `indent` is that of the comments above it; the pieces hold their own blanks.
    """

    indent: int
    pieces: tuple[str, ...]
    comments: Comments = NO_COMMENTS


def page_lines(lines: Sequence[Line]) -> Iterator[str]:
    """The physical lines of a declaration, comments behind them in one column where that keeps them short."""
    comments = [comment_text(line.comments.trailing) if line.comments.trailing else "" for line in lines]
    placed = with_second_column([(line.pieces[-1], comment) for line, comment in zip(lines, comments, strict=True)])
    for line, last in zip(lines, placed, strict=True):
        indent = " " * line.indent
        yield from ((indent + comment_text(comment)).rstrip(" ") for comment in line.comments.before)
        yield from line.pieces[:-1]
        yield last


def comment_text(comment: str) -> str:
    """A comment as printed, or the blank line between two."""
    return "" if comment == BLANK_LINE else f"# {comment}".rstrip(" ")


def with_second_column(lines: Sequence[tuple[str, str]], width: int = LINE_WIDTH) -> list[str]:
    """Each line with the text that stands behind it, if any.

    The texts begin in one column; behind the longest lines that would push any of them over `width`, they do not.
    """
    followed = sorted((len(line), len(text)) for line, text in lines if text)
    while followed and followed[-1][0] + GAP + max(length for _, length in followed) > width:
        followed.pop()
    column = followed[-1][0] + GAP if followed else 0
    return [f"{line.ljust(max(column, len(line) + GAP))}{text}" if text else line for line, text in lines]


def broken(text: str, column: int) -> tuple[str, ...]:
    """`text`, which begins in `column`, in lines of at most :data:`LINE_WIDTH` where its brackets allow.

    A line is broken behind the outermost ``;`` that the width allows; what follows stands two blanks deeper.
    """
    pieces = []
    start, room = 0, LINE_WIDTH - column
    breaks = _breaks(text)
    while len(text) - start > room:
        ahead = [one for one in breaks if one[0] > start]
        if not ahead:
            break
        within = [one for one in ahead if one[0] - start <= room] or ahead[:1]
        depth = min(depth for _, depth in within)
        end = max(end for end, own in within if own == depth)
        pieces.append(text[start:end])
        start, room = end + 1, LINE_WIDTH - column - GAP
    pieces.append(text[start:])
    return tuple((" " * (column + GAP) if number else "") + piece for number, piece in enumerate(pieces))


def _breaks(text: str) -> list[tuple[int, int]]:
    """Where `text` may be broken: the offset behind each ``;`` inside brackets, and how deep it stands."""
    found = []
    awaited: list[str] = []
    for offset, character in enumerate(text):
        if awaited and character == awaited[-1]:
            awaited.pop()
        elif awaited and awaited[-1] in map(_CLOSING.get, _OPAQUE):
            continue
        elif character in _CLOSING:
            awaited.append(_CLOSING[character])
        elif character == ";" and awaited:
            found.append((offset + 1, len(awaited)))
    return found


def aligned_cells(rows: Sequence[Sequence[str]], indent: int) -> list[str]:
    """Lines of a table: cells padded to the width of their column and parted by ``|``."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [(" " * indent + " | ".join(map(str.ljust, row, widths))).rstrip(" ") for row in rows]
