"""Text put into HTML or XML, so that it is text whatever it holds; and the few elements that drawings share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from tarazy.dsl.spoken_words import in_readers_words_around
from tarazy.dsl.visible_text import visible
from tarazy.grammar.speech import said

_RIGHT = ' style="text-align:right"'
_LEFT = ' style="text-align:left"'


def escaped(text: str) -> str:
    """`text` for an element or a quoted attribute.

    Characters that mean something to a reader of markup are written as entities, those that XML does not allow or that
    hide something as visible signs.
    """
    return escape(visible(text), quote=True)


def element(name: str, text: str) -> str:
    """An element without attributes that holds `text`; nothing for an empty one."""
    return f"<{name}>{escaped(text)}</{name}>" if text else ""


def table(
    heads: Sequence[str], rows: Iterable[Sequence[str]], caption: str = "", to_the_right: Sequence[int] = ()
) -> str:
    """A table of texts with heads over its columns.

    Parameters
    ----------
    to_the_right
        Numbers of the columns that hold numbers.
    """
    styles = [_RIGHT if number in to_the_right else _LEFT for number in range(len(heads))]
    head = "".join(f'<th scope="col"{style}>{escaped(one)}</th>' for one, style in zip(heads, styles, strict=True))
    body = "".join(
        f"<tr>{''.join(f'<td{style}>{escaped(one)}</td>' for one, style in zip(row, styles, strict=True))}</tr>\n"
        for row in rows
    )
    titled = f'<caption style="text-align:left;white-space:nowrap">{escaped(caption)}</caption>' if caption else ""
    return f"<table>\n{titled}<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n"


def draft_html(holes: Sequence[str]) -> str:
    """That something is a draft, and what is open in it; empty where nothing is."""
    items = "".join(f"<li>{escaped(in_readers_words_around(hole))}</li>" for hole in holes)
    return f"<p><strong>{said('DRAFT')}</strong></p>\n<ul>{items}</ul>\n" if holes else ""
