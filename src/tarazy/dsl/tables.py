"""Tables under a field or at the end of a declaration: a line of headers, and rows of cells parted by ``|``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import frozen

from tarazy.dsl import syntax
from tarazy.dsl.characters import Refused
from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.field_values import read_meant
from tarazy.dsl.heads import foreign_word, listed, other_language
from tarazy.dsl.layout import Line, Part, parting_signs
from tarazy.dsl.nearest import nearest
from tarazy.dsl.recovery import unreadable
from tarazy.dsl.source import Span
from tarazy.dsl.synonyms import key_meant
from tarazy.dsl.table_phrases import PHRASE_FORMS
from tarazy.dsl.tokens import skip, tokenize
from tarazy.grammar.keywords import LANGUAGES, Vocabulary, vocabulary

RESULTS = frozenset({"points", "value", "grade", "status", "selected"})
"""Headers of a column that says what a row leads to."""


@frozen
class HeaderForm:
    """Which headers a form of table takes.

    Parameters
    ----------
    needed
        Sets of which one must stand.
    others
        What may stand besides.
    exclusive
        Sets of which no two stand together.
    """

    needed: tuple[frozenset[str], ...]
    others: frozenset[str] = frozenset()
    exclusive: tuple[frozenset[str], ...] = ()

    @property
    def allowed(self) -> frozenset[str]:
        """Every header that may stand."""
        return self.others.union(*self.needed)


_NAMED = re.compile(r"(?:[^\W\d]\w*|`[^`\n]*`)(?:\.(?:[^\W\d]\w*|`[^`\n]*`))*")

_ENDS = frozenset({"from", "above", "below", "up_to"})
_NOTES = frozenset({"label", "basis"})
_CASES = HeaderForm((frozenset({"when"}), RESULTS), _NOTES)

HEADER_FORMS = {
    "bands": HeaderForm((_ENDS, RESULTS), _NOTES, (frozenset({"from", "above"}), frozenset({"below", "up_to"}))),
    "line": HeaderForm((frozenset({"at"}), frozenset({"points", "value"}))),
    "values": HeaderForm((frozenset({"value"}), frozenset({"points", "grade", "status", "selected"})), _NOTES),
    "first": _CASES,
    "cases": _CASES,
}
"""Headers of each form of table that has words for headers."""


def read_table(
    lines: Sequence[Line],
    form: str,
    operand: syntax.Expression | None,
    words: Vocabulary,
    findings: list[Diagnostic],
    known: Sequence[str] = (),
) -> syntax.Table | None:
    """The table that `lines` write, its header first; rows that are wrong are left out and reported.

    Parameters
    ----------
    form, operand
        As in :class:`~tarazy.dsl.syntax.Table`.
    known
        As `headers` of :class:`~tarazy.dsl.field_forms.FieldForm`.
    """
    header_line, *row_lines = lines
    span = Span(header_line.source, header_line.start, lines[-1].end)
    try:
        headers = _headers(header_line, form, words, findings, known)
    except Refused as refused:
        findings.append(refused.diagnostic)
        return None
    if not row_lines:
        findings.append(finding("P122", header_line.span, variant="rows"))
    trailing = header_line.comments.trailing
    comments = header_line.comments.before + ((trailing,) if trailing else ())
    rows = []
    for line in row_lines:
        cells = _row_cells(line, headers, words, findings)
        if cells is not None:
            own = syntax.Comments(comments + line.comments.before, line.comments.trailing)
            rows.append(syntax.TableRow(cells, comments=own, span=line.span))
            comments = ()
    return syntax.Table(form, operand, headers, tuple(rows), span=span)


def _stretches(line: Line) -> list[Span]:
    """The cells of a line, without the blanks around them."""
    text = line.source.text
    ends = [*parting_signs(line, Part.BAR), line.end]
    stretches = []
    start = line.start
    for end in ends:
        first = skip(text, start, end)
        stretches.append(Span(line.source, first, first + len(text[first:end].rstrip())))
        start = end + 1
    return stretches


def _headers(
    line: Line, form: str, words: Vocabulary, findings: list[Diagnostic], known: Sequence[str]
) -> tuple[syntax.Header, ...]:
    spans = _stretches(line)
    if form == "data":
        return tuple(_known_header(span, known) or _data_header(span, words) for span in spans)
    rules = HEADER_FORMS[form]
    key = _key_header(spans[0], rules, words) if form == "bands" else None
    led = [] if key is None else [key]
    headers = [*led, *(_word_header(span, rules, words, findings) for span in spans[len(led) :])]
    keys = [header.key for header in headers]
    for header, place in zip(headers, spans, strict=True):
        exclusive = next((group for group in rules.exclusive if header.key in group), frozenset({header.key}))
        if sum(keys.count(key) for key in exclusive) > 1:
            raise Refused(finding("P123", place, variant="twice", headers=listed(words, "header", sorted(exclusive))))
    for group in rules.needed:
        if group.isdisjoint(keys):
            raise Refused(finding("P123", line.span, headers=listed(words, "header", sorted(group))))
    return tuple(headers)


def _key_header(place: Span, rules: HeaderForm, words: Vocabulary) -> syntax.Header | None:
    """The name at the head of a first column that says which rows are whose: ``body.kind``; ``None`` for a word."""
    text = place.text
    if not text or any(words.match("header", text, 0) == (key, len(text)) for key in words.keys("header")):
        return None
    if _NAMED.fullmatch(text) is None or foreign_word("header", place.source.text, place.start, words) is not None:
        return None
    meant = [words.printed("header", key) for key in words.keys("header") if key in rules.allowed]
    if "." not in text and (nearest(text, meant) is not None or key_meant("header", text, words) is not None):
        return None
    return _data_header(place, words)


def _word_header(place: Span, rules: HeaderForm, words: Vocabulary, findings: list[Diagnostic]) -> syntax.Header:
    """The header at `place`, or the one that was meant there; a slip is reported."""
    allowed = [key for key in words.keys("header") if key in rules.allowed]
    found = words.match("header", place.source.text, place.start) if place.text else None
    if found is not None and found[1] == len(place.text) and found[0] in rules.allowed:
        return syntax.Header(found[0], True, span=place)
    printed = listed(words, "header", allowed)
    if not place.text:
        raise Refused(finding("P120", place, variant="empty", headers=printed))
    if found is not None and found[1] == len(place.text):
        phrases = _phrases_for(found[0], words)
        raise Refused(finding("P120", place, variant="other", word=place.text, headers=printed, phrases=phrases))
    foreign = foreign_word("header", place.source.text, place.start, words) if found is None else None
    if foreign is not None and foreign[2] == len(place.text) and foreign[1] in allowed:
        findings.append(other_language(place.source, "header", place.start, foreign, words))
        return syntax.Header(foreign[1], True, span=place)
    meant = {words.printed("header", key): key for key in allowed}
    near = nearest(place.text, meant)
    key = key_meant("header", place.text, words) if near is None else meant[near]
    if key is None or key not in allowed:
        raise Refused(finding("P120", place, word=place.text, headers=printed))
    findings.append(finding("P120", place, variant="near", word=place.text, near=words.printed("header", key)))
    return syntax.Header(key, True, span=place)


def _phrases_for(header: str, words: Vocabulary) -> str:
    """The phrases that open a table which may have a column headed so."""
    forms = {form for form, rules in HEADER_FORMS.items() if header in rules.allowed}
    return listed(words, "phrase", (key for key, form in PHRASE_FORMS.items() if form in forms))


def _known_header(place: Span, known: Sequence[str]) -> syntax.Header | None:
    """The head that is one of the words `known`, in whichever language; ``None`` for a name."""
    for language in LANGUAGES if known else ():
        found = vocabulary(language).match("header", place.source.text, place.start, known)
        if found is not None and found[1] == len(place.text):
            return syntax.Header(found[0], True, span=place)
    return None


def _data_header(place: Span, words: Vocabulary) -> syntax.Header:
    tokens = tokenize(place.source, words, "header", place.start, place.end)
    if len(tokens) != 1 or tokens[0].type != "NAME" or tokens[0].value[1]:
        raise Refused(finding("P120", place, variant="data", word=place.text))
    return syntax.Header(".".join(tokens[0].value[0]), False, span=place)


def _row_cells(
    line: Line, headers: Sequence[syntax.Header], words: Vocabulary, findings: list[Diagnostic]
) -> tuple[syntax.Outcome | None, ...] | None:
    spans = _stretches(line)
    if len(spans) != len(headers):
        variant = "" if len(spans) > 1 else "one"
        found, expected = str(len(spans)), str(len(headers))
        findings.append(finding("P121", line.span, variant=variant, found=found, expected=expected))
        return None
    cells: list[syntax.Outcome | None] = []
    for place in spans:
        try:
            cells.append(read_meant(place, "outcome", words) if place.text else None)
        except Refused as refused:
            findings.append(refused.diagnostic)
            cells.append(unreadable(place))
    return tuple(cells)
