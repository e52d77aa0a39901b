"""Lines of a file: declarations parted at column 0, comments taken off, lines joined while a bracket is open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum

from attrs import field, frozen

from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.source import Source, Span
from tarazy.dsl.syntax import BLANK_LINE, NO_COMMENTS, Comments

_INDENT = re.compile(r"\s*")
_MARKS = re.compile(r'"[^"\n]*"|«[^»\n]*»|`[^`\n]*`|#|[()\[\]]|["«`]')
_PARTS = re.compile(r'"[^"\n]*"|«[^»\n]*»|`[^`\n]*`|[#|:()\[\]]')
_NEEDS_SCAN = re.compile(r"[#()\[\]]")


@frozen
class Line:
    """A line of the program, with the lines that continue it.

    Parameters
    ----------
    indent
        Blanks before it.
    start, end
        Offsets of its first character and of the one behind its last, comment and blanks at the end left out.
    comments
        What stands on lines of its own above it, and behind it.
    """

    source: Source = field(eq=False, repr=False)
    indent: int
    start: int
    end: int
    comments: Comments = NO_COMMENTS

    @property
    def text(self) -> str:
        """The characters from `start` to `end`."""
        return self.source.text[self.start : self.end]

    @property
    def span(self) -> Span:
        """Where the line stands."""
        return Span(self.source, self.start, self.end)


@frozen
class Block:
    """A declaration's lines: the one in column 0 and the deeper ones under it."""

    head: Line
    lines: tuple[Line, ...]

    @property
    def end(self) -> int:
        """Offset behind the last character of the declaration."""
        return self.lines[-1].end if self.lines else self.head.end


@frozen
class Layout:
    """A file cut into declarations.

    Parameters
    ----------
    blocks
        The declarations in the order written.
    comments_at_end
        Comments behind the last of them.
    findings
        What is wrong with indentation.
    """

    blocks: tuple[Block, ...]
    comments_at_end: tuple[str, ...]
    findings: tuple[Diagnostic, ...]


class Part(Enum):
    """A sign that parts a line: a row from its value, a cell from the next."""

    COLON = ":"
    BAR = "|"


def lay_out(source: Source) -> Layout:
    """The declarations of a source, each with its lines."""
    findings: list[Diagnostic] = []
    blocks: list[tuple[Line, list[Line]]] = []
    pending: list[str] = []
    for line in _logical_lines(source, pending, findings):
        if line.indent == 0:
            blocks.append((line, []))
        elif blocks:
            blocks[-1][1].append(line)
        elif not any(one.code == "L013" for one in findings):
            findings.append(finding("L013", line.span))
    at_end = tuple(pending[:-1] if pending[-1:] == [BLANK_LINE] else pending)
    return Layout(tuple(Block(head, tuple(lines)) for head, lines in blocks), at_end, tuple(findings))


def _logical_lines(source: Source, pending: list[str], findings: list[Diagnostic]) -> Iterator[Line]:
    """Lines that are neither blank nor a comment; comments gather in `pending` until a line takes them."""
    physical = _PhysicalLines(source)
    while physical.advance():
        if physical.follows_blank and pending and pending[-1] != BLANK_LINE:
            pending.append(BLANK_LINE)
        indent_text = source.text[physical.start : physical.code]
        if "\t" in indent_text or "\u00a0" in indent_text:
            place = Span(source, physical.start, physical.code)
            findings.append(finding("L001", place, variant="tab" if "\t" in indent_text else ""))
        if source.text[physical.code] == "#":
            pending.append(_comment(source.text[physical.code : physical.end]))
            continue
        indent = len(indent_text.expandtabs(4))
        start, (end, trailing, depth) = physical.code, _scanned(source.text, physical.code, physical.end)
        while depth > 0 and physical.continues(indent):
            physical.advance()
            if trailing:
                pending.append(trailing)
            stop, trailing, change = _scanned(source.text, physical.code, physical.end)
            end, depth = max(end, stop), depth + change
        before = tuple(one for one in pending if indent == 0 or one != BLANK_LINE)
        yield Line(source, indent, start, end, Comments(before, trailing))
        pending.clear()


class _PhysicalLines:
    """A walk over the lines of a source that are not blank; `follows_blank`: whether the line above it is."""

    def __init__(self, source: Source) -> None:
        self.text = source.text
        self.start = self.code = self.end = 0
        self.follows_blank = False
        self._next = 0

    def advance(self) -> bool:
        """Go to the next line that is not blank; false behind the last."""
        self.follows_blank = False
        while self._next < len(self.text):
            self.start = self._next
            self.end = self._line_end(self.start)
            self._next = self.end + 1
            self.code = _code_start(self.text, self.start, self.end)
            if self.code < self.end:
                return True
            self.follows_blank = True
        return False

    def continues(self, indent: int) -> bool:
        """Whether the next line that is not blank stands deeper than `indent`."""
        start = self._next
        while start < len(self.text):
            end = self._line_end(start)
            code = _code_start(self.text, start, end)
            if code < end:
                return len(self.text[start:code].expandtabs(4)) > indent
            start = end + 1
        return False

    def _line_end(self, start: int) -> int:
        found = self.text.find("\n", start)
        return len(self.text) if found < 0 else found


def _code_start(text: str, start: int, end: int) -> int:
    blank = _INDENT.match(text, start, end)
    assert blank is not None
    return blank.end()


def _scanned(text: str, start: int, end: int) -> tuple[int, str, int]:
    """Where a line's own text ends, the comment behind it, and how many brackets it leaves open."""
    depth = 0
    if _NEEDS_SCAN.search(text, start, end):
        for mark in _MARKS.finditer(text, start, end):
            match mark.group():
                case "(" | "[":
                    depth += 1
                case ")" | "]":
                    depth -= 1
                case "#":
                    stripped = text[start : mark.start()].rstrip()
                    return start + len(stripped), _comment(text[mark.start() : end]), depth
                case '"' | "«" | "`":
                    break
    return start + len(text[start:end].rstrip()), "", depth


def leaves_bracket_open(line: Line) -> bool:
    """Whether a bracket that is opened on `line` is not closed on it."""
    return _scanned(line.source.text, line.start, line.end)[2] > 0


def _comment(text: str) -> str:
    """A comment without its sign and the blanks around it."""
    return text[1:].strip()


def parting_signs(line: Line, sign: Part, start: int | None = None) -> Iterator[int]:
    """Offsets at which `sign` stands in `line` outside quotes and brackets, from `start` on."""
    depth = 0
    text = line.source.text
    position = line.start if start is None else start
    while (mark := _PARTS.search(text, position, line.end)) is not None:
        position = mark.end()
        match mark.group():
            case "(" | "[":
                depth += 1
            case ")" | "]":
                depth -= 1
            case "#":
                position = text.find("\n", position, line.end)
                if position < 0:
                    return
            case found if found == sign.value and depth <= 0:
                yield mark.start()


def first_sign(line: Line, sign: Part, start: int | None = None) -> int | None:
    """Offset of the first `sign` of `line` outside quotes and brackets."""
    if line.source.text.find(sign.value, line.start, line.end) < 0:
        return None
    return next(parting_signs(line, sign, start), None)
