"""Findings drawn for a terminal: the place in a frame, what is meant underlined, and what can be done.

The main place is underlined with ``^``, further places with ``-`` and their words below. Where one place lies inside
another the inner one is drawn over the outer one, so that both are seen.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import assert_never

import click
from attrs import frozen

from tarazy.dsl.diagnostics import CellPlace, Diagnostic, Severity, reading_order
from tarazy.dsl.source import Source, Span
from tarazy.grammar.speech import counted, said
from tarazy.workbench.display_text import DisplayLine, display_line, shortened, visible
from tarazy.workbench.display_text import width as width_of

LINE_WIDTH = 108
"""Columns of a line of the text that are shown; a longer one is cut around what is underlined."""

_BEFORE_MARK = 24
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
_FRAME = "blue"


def draw_all(findings: Iterable[Diagnostic], colour: bool) -> str:
    """All findings in the order of the texts they are about, and their count in the last line; empty for none."""
    ordered = sorted(findings, key=reading_order)
    if not ordered:
        return ""
    return "\n".join([f"{draw(one, colour)}\n" for one in ordered] + [count_text(ordered) + "\n"])


def count_text(findings: Iterable[Diagnostic]) -> str:
    """How many there are of each severity: ``3 errors, 1 warning``."""
    counts = Counter(one.severity for one in findings)
    texts = [counted(counts[one], one.value, f"{one.value}s") for one in Severity if counts[one]]
    return ", ".join(texts)


def draw(diagnostic: Diagnostic, colour: bool) -> str:
    """One finding as text of several lines, without a line end at the end."""
    brush = _Brush(diagnostic.severity, colour)
    severity = said(diagnostic.severity.value)
    message, *details = diagnostic.message.splitlines() or [""]
    heading = f"{brush.severity(f'{severity}[{diagnostic.code}]')}{brush.strong(f': {visible(message)}')}"
    gutter = _gutter_width(diagnostic)
    notes = [("", "\n".join(details)), (said("paragraph"), said(diagnostic.paragraph)), (said("help"), diagnostic.help)]
    return "\n".join(
        [
            heading,
            *_place_lines(diagnostic, gutter, brush),
            *(_note_line(title, text, gutter, brush) for title, text in notes if text),
        ]
    )


@frozen
class _Brush:
    """Colours of a drawing, or none."""

    of: Severity
    colour: bool

    def severity(self, text: str) -> str:
        return click.style(text, fg=_COLOURS[self.of], bold=True) if self.colour else text

    def strong(self, text: str) -> str:
        return click.style(text, bold=True) if self.colour else text

    def frame(self, text: str) -> str:
        return click.style(text, fg=_FRAME, bold=True) if self.colour else text


def _note_line(title: str, text: str, gutter: int, brush: _Brush) -> str:
    """A line below the drawing; further lines of its text stand below the first."""
    word = f"{title}: " if title else ""
    following = "\n" + " " * (gutter + len("= ") + len(word))
    lines = following.join(visible(line.strip()) for line in text.splitlines())
    return f"{' ' * gutter}{brush.frame('=')} {brush.strong(word)}{lines}"


def _gutter_width(diagnostic: Diagnostic) -> int:
    """Columns left of the frame: as many as the greatest number of a line needs, and at least two."""
    match diagnostic.place:
        case Span() as span:
            spans = [span, *(label.span for label in diagnostic.labels)]
            numbers = [_last_line(one) for one in spans]
        case CellPlace(row=row):
            numbers = [row or 0, *(label.span.line for label in diagnostic.labels)]
        case None:
            numbers = [0, *(label.span.line for label in diagnostic.labels)]
        case _:
            assert_never(diagnostic.place)
    return max(2, *(len(str(number)) for number in numbers))


def _place_lines(diagnostic: Diagnostic, gutter: int, brush: _Brush) -> Iterator[str]:
    marks = [mark for label in diagnostic.labels for mark in _label_marks(label.span, diagnostic.label_text(label))]
    match diagnostic.place:
        case Span() as span:
            marks = [*_main_marks(span), *marks]
            sources = [span.source, *(label.span.source for label in diagnostic.labels)]
            head = str(span)
        case CellPlace() as cell:
            yield f"{' ' * gutter}{brush.frame('┌─')} {visible(str(cell))}"
            yield from _cell_lines(cell, gutter, brush)
            sources, head = [label.span.source for label in diagnostic.labels], ""
        case None:
            sources, head = [label.span.source for label in diagnostic.labels], ""
        case _:
            assert_never(diagnostic.place)
    for source in dict.fromkeys(sources):
        own = [mark for mark in marks if mark.source is source]
        if not source.text:
            yield f"{' ' * gutter}{brush.frame('┌─')} {visible(source.name)}"
            continue
        place = head if head and source is sources[0] else _first_place(source, diagnostic)
        yield f"{' ' * gutter}{brush.frame('┌─')} {visible(place)}"
        yield from _source_lines(source, own, gutter, brush)


def _first_place(source: Source, diagnostic: Diagnostic) -> str:
    return str(next(label.span for label in diagnostic.labels if label.span.source is source))


def _cell_lines(cell: CellPlace, gutter: int, brush: _Brush) -> Iterator[str]:
    if cell.value is None:
        return
    shown = shortened(cell.value, LINE_WIDTH)
    number = "" if cell.row is None else str(cell.row)
    yield f"{brush.frame(f'{number:>{gutter}}│')} {shown}".rstrip()
    yield f"{brush.frame(' ' * gutter + '│')} {brush.severity('^' * max(1, width_of(shown)))}"


# ---------------------------------------------------------------- marks


@frozen
class _Mark:
    """A stretch of one line to underline: characters `start` to `end` of `line`, and words below it."""

    source: Source
    line: int
    start: int
    end: int
    main: bool
    words: str = ""

    @property
    def length(self) -> int:
        return self.end - self.start


def _last_line(span: Span) -> int:
    return span.source.line_of(max(span.start, span.end - 1))


def _main_marks(span: Span) -> Iterator[_Mark]:
    """The main place; of one that runs over several lines the first and the last line."""
    lines = dict.fromkeys((span.line, _last_line(span)))
    for line in lines:
        yield _mark_in_line(span, line, main=True)


def _label_marks(span: Span, words: str) -> Iterator[_Mark]:
    """A further place; only the first line of one that runs over several."""
    yield _mark_in_line(span, span.line, main=False, words=words)


def _mark_in_line(span: Span, line: int, *, main: bool, words: str = "") -> _Mark:
    text = span.source.line_text(line)
    first = span.source.line_start(line)
    start = max(0, span.start - first)
    end = min(len(text), span.end - first)
    if line != span.line:
        start = len(text) - len(text.lstrip())
    return _Mark(span.source, line, start, max(end, start), main, visible(words))


def _source_lines(source: Source, marks: Sequence[_Mark], gutter: int, brush: _Brush) -> Iterator[str]:
    """Lines of `source` that have marks; one line between two of them is shown, more are left out."""
    previous = 0
    for line in sorted({mark.line for mark in marks}):
        if previous and line == previous + 2:
            yield from _line_of_text(source, previous + 1, (), gutter, brush)
        elif previous and line > previous + 2:
            yield brush.frame(" " * gutter + "⋮")
        yield from _line_of_text(source, line, [mark for mark in marks if mark.line == line], gutter, brush)
        previous = line


def _line_of_text(source: Source, number: int, marks: Sequence[_Mark], gutter: int, brush: _Brush) -> Iterator[str]:
    line = display_line(source.line_text(number))
    left, right = _window(line, marks)
    shown = line.window(left, right)
    yield f"{brush.frame(f'{number:>{gutter}}│')}{' ' if shown else ''}{shown}".rstrip()
    empty = brush.frame(" " * gutter + "│")
    places = [_Placed(mark, *_columns(line, mark, left, right)) for mark in marks]
    if places:
        yield f"{empty} {_underline(places, source.line_text(number), line, left, brush)}"
    for row in _word_rows(places):
        yield f"{empty} {brush.frame(row)}"


def _window(line: DisplayLine, marks: Sequence[_Mark]) -> tuple[int, int]:
    """Columns of the line to show."""
    if line.width <= LINE_WIDTH:
        return 0, line.width
    first = min((line.column(mark.start) for mark in marks), default=0)
    left = max(0, min(first - _BEFORE_MARK, line.width - LINE_WIDTH))
    return left, left + LINE_WIDTH


def _columns(line: DisplayLine, mark: _Mark, left: int, right: int) -> tuple[int, int]:
    """Columns of a mark within the window; at least one, so that an empty place is seen too."""
    start = min(max(line.column(mark.start), left), right) - left
    end = min(max(line.column(mark.end), left), right) - left
    return start, max(end, start + 1)


@frozen
class _Placed:
    """A mark with its columns in the drawing."""

    mark: _Mark
    start: int
    end: int


def _underline(places: Sequence[_Placed], text: str, line: DisplayLine, left: int, brush: _Brush) -> str:
    """The row of signs under a line; the shorter of two places that overlap is drawn over the longer."""
    row: dict[int, int] = {}
    order = sorted(range(len(places)), key=lambda number: (-places[number].mark.length, places[number].mark.main))
    for number in order:
        row.update(dict.fromkeys(range(places[number].start, places[number].end), number))
    first = max(0, bisect_right(line.starts, left) - 1)
    last = bisect_left(line.starts, left + LINE_WIDTH, hi=len(text))
    blanks = {
        column - left
        for index in range(first, last)
        if text[index] in " \t"
        for column in range(line.starts[index], line.starts[index + 1])
    }
    for number, place in enumerate(places):
        _trim([c for c in range(place.start, place.end) if row.get(c) == number], row, blanks)
    signs = [_sign(places, row.get(column)) for column in range(max(row) + 1)]
    return "".join(_painted("".join(run), brush) for _, run in groupby(signs))


def _trim(columns: Sequence[int], row: dict[int, int], blanks: set[int]) -> None:
    """Take off the blanks at the ends of each run of `columns` that have a sign elsewhere in `row`'s place."""
    if all(column in blanks for column in columns):
        return
    runs: list[list[int]] = []
    for column in columns:
        if runs and column == runs[-1][-1] + 1:
            runs[-1].append(column)
        else:
            runs.append([column])
    for run in runs:
        while run and run[0] in blanks:
            del row[run.pop(0)]
        while run and run[-1] in blanks:
            del row[run.pop()]


def _sign(places: Sequence[_Placed], number: int | None) -> str:
    if number is None:
        return " "
    return "^" if places[number].mark.main else "-"


def _painted(run: str, brush: _Brush) -> str:
    """A run of one sign in the colour of its kind."""
    match run[0]:
        case "^":
            return brush.severity(run)
        case "-":
            return brush.frame(run)
        case _:
            return run


def _word_rows(places: Sequence[_Placed]) -> Iterator[str]:
    """Rows with the words of marks, each below its start; those that do not fit beside the next go a row lower."""
    pending = sorted((place for place in places if place.mark.words), key=lambda place: place.start)
    while pending:
        placed: list[tuple[int, str]] = []
        waiting: list[_Placed] = []
        limit: int | None = None
        for place in reversed(pending):
            words = place.mark.words
            if limit is None or place.start + width_of(words) < limit:
                placed.append((place.start, words))
            else:
                waiting.append(place)
                placed.append((place.start, "│"))
            limit = place.start
        yield _row_of(placed)
        pending = [place for place in reversed(waiting) if place.mark.words]


def _row_of(placed: Sequence[tuple[int, str]]) -> str:
    """Texts at their columns, from left to right."""
    row, end = "", 0
    for start, words in sorted(placed):
        row += " " * (start - end) + words
        end = start + width_of(words)
    return row
