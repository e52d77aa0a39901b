"""The lines under a head: fields with their values, rows and tables, and the declaration's own table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import field, frozen

from tarazy.dsl import syntax
from tarazy.dsl.characters import Refused, mixed_scripts
from tarazy.dsl.diagnostics import Diagnostic, Label, finding
from tarazy.dsl.field_values import read_field_value, read_meant
from tarazy.dsl.fields import FieldForm, RowForm, TableForm, ValueForm
from tarazy.dsl.heads import Head, first_word, foreign_word, listed, other_language
from tarazy.dsl.layout import Block, Line, Part, first_sign
from tarazy.dsl.nearest import nearest
from tarazy.dsl.recovery import unreadable, value_in_place_of, words_of
from tarazy.dsl.source import Span
from tarazy.dsl.synonyms import key_meant
from tarazy.dsl.table_phrases import TablePhrase, meant_phrase, read_table_phrase
from tarazy.dsl.tables import read_table
from tarazy.dsl.tokens import skip
from tarazy.dsl.values import read_value
from tarazy.grammar.keywords import Vocabulary

_MOST_WORDS = 4
"""Most words of a line that are compared with keywords when none of them is known."""
_MOST_LISTED = 14
"""Most keywords that a message lists."""
_MEMBERS_WITHOUT_VALUE = re.compile(r"(?:missing|absent|unknown|empty|not\s+computed|no\s+data)\s+members\b")
"""How writers begin a line that there is not, since `needs` says the same."""


@frozen
class Lines:
    """What stands under a head; `unread` as in :class:`~tarazy.dsl.syntax.File`."""

    fields: tuple[syntax.Field, ...]
    table: syntax.Table | None
    unread: frozenset[str] = frozenset()


@frozen
class _Group:
    """A line with the deeper ones under it."""

    line: Line
    deeper: tuple[Line, ...]

    @property
    def text(self) -> str:
        """All of it."""
        return self.line.source.text[self.line.start : self.end]

    @property
    def end(self) -> int:
        """Where it ends."""
        return max(self.line.end, self.deeper[-1].end if self.deeper else 0)


@frozen
class _Reading:
    """What every step of the reading of one declaration needs; `findings` and `unread` are added to."""

    head: Head
    words: Vocabulary
    findings: list[Diagnostic] = field(repr=False)
    unread: set[str] = field(factory=set)
    guessed: set[str] = field(factory=set)
    """Keywords that some line was taken to mean: such a line is not also said to stand there twice."""

    @property
    def head_word(self) -> str:
        return self.words.printed("head", self.head.kind)


def read_lines(block: Block, head: Head, words: Vocabulary, findings: list[Diagnostic]) -> Lines:
    """The fields and the own table of a declaration; what cannot be read is added to `findings` and left out."""
    reading = _Reading(head, words, findings)
    groups, table_lines = _grouped(block, reading)
    fields: list[syntax.Field] = []
    for group in groups:
        try:
            read = _read_field(group, reading)
        except Refused as refused:
            findings.append(refused.diagnostic)
            reading.unread.update(words_of(group.text))
            continue
        if read is not None:
            _report_repetition(read, fields, reading)
            fields.append(read)
    table = _own_table(table_lines, reading) if table_lines else None
    return Lines(tuple(fields), table, frozenset(reading.unread))


# ---------------------------------------------------------------- which line belongs to which


def _grouped(block: Block, reading: _Reading) -> tuple[list[_Group], list[Line]]:
    """The lines of a declaration as fields with what stands under them, and the lines of its own table."""
    groups: list[tuple[Line, list[Line]]] = []
    own: list[Line] = []
    depth = block.lines[0].indent if block.lines else 0
    for line in block.lines:
        is_row = first_sign(line, Part.BAR) is not None
        if is_row and (own or (line.indent <= depth and not _begins_with_bar(line))):
            own.append(line)
        elif not groups or (line.indent <= depth and not _begins_with_bar(line)):
            if own:
                reading.findings.append(finding("P122", own[0].span, variant="last"))
            if line.indent < depth:
                reading.findings.append(finding("L012", line.span, depth=str(depth)))
            groups.append((line, []))
        elif _is_misplaced_field(line, groups[-1][0], reading):
            word = first_word(line.source.text, line.start, line.end)
            reading.findings.append(finding("L012", line.span, variant="deep", word=word, depth=str(depth)))
            groups.append((line, []))
        else:
            groups[-1][1].append(line)
    return [_Group(line, tuple(deeper)) for line, deeper in groups], own


def _begins_with_bar(line: Line) -> bool:
    return line.source.text.startswith("|", line.start)


def _is_misplaced_field(line: Line, above: Line, reading: _Reading) -> bool:
    """Whether a deeper line is a field that was indented too far: the one above takes nothing below it."""
    fields = reading.head.form.fields
    found = reading.words.match("field", above.source.text, above.start, fields)
    if found is None or fields[found[0]].rows is not None or fields[found[0]].table is not None:
        return False
    return reading.words.match("field", line.source.text, line.start, fields) is not None


# ---------------------------------------------------------------- fields


def _read_field(group: _Group, reading: _Reading) -> syntax.Field | None:
    line = group.line
    text = line.source.text
    key, length = _keyword(line, reading)
    form = reading.head.form.fields[key]
    place = Span(line.source, line.start, line.start + length)
    begin = skip(text, place.end, line.end)
    if text.startswith(":", begin) and begin < line.end:
        raise Refused(finding("P107", Span(line.source, begin, begin + 1), variant="colon", field=place.text))
    phrase = read_table_phrase(line, begin, reading.words) if form.table is TableForm.SCORED else None
    value: syntax.FieldValue | None = None if phrase is None else phrase.scale
    if phrase is None and begin < line.end:
        if form.value is ValueForm.NOTHING:
            rest = Span(line.source, begin, line.end)
            raise Refused(finding("P108", rest, field=place.text, variant="" if form.rows is None else "rows"))
        phrase, value = _value_or_report(group, begin, form, reading)
        if value is None and phrase is None:
            reading.unread.update(words_of(group.text))
            return None
    elif phrase is None and not _may_be_empty(form, group):
        variant = "" if form.rows is None else "rows"
        reading.findings.append(finding("P107", place, field=place.text, variant=variant))
        value = value_in_place_of(form, place, reading.words)
    rows, table = _read_deeper(group, form, place, value, None if phrase is None else phrase.table, reading)
    span = Span(line.source, line.start, group.end)
    return syntax.Field(key, value, rows, table, keyword_span=place, comments=line.comments, span=span)


def _keyword(line: Line, reading: _Reading) -> tuple[str, int]:
    """Key and length of the keyword that leads a line, or that was meant to; a slip is reported.

    Raises
    ------
    Refused
        The line begins with nothing that is like a keyword of this declaration.
    """
    text = line.source.text
    found = reading.words.match("field", text, line.start, reading.head.form.fields)
    if found is not None:
        return found
    meant = _meant_keyword(line, reading)
    if meant is None:
        raise Refused(_unknown_field(line, reading))
    slip, key, length = meant
    reading.findings.append(slip)
    reading.guessed.add(key)
    return key, length


def _meant_keyword(line: Line, reading: _Reading) -> tuple[Diagnostic, str, int] | None:
    """The keyword that a line was meant to begin with: of another language, misspelt, or another word for it."""
    words, text = reading.words, line.source.text
    known = reading.head.form.fields
    if words.match("field", text, line.start) is not None:
        return None
    other = foreign_word("field", text, line.start, words)
    if other is not None and other[1] in known:
        return other_language(line.source, "field", line.start, other, words), other[1], other[2]
    if "needs" in known and words.language == "en" and _members_without_value(line) is not None:
        return None
    printed = {words.printed("field", key): key for key in known}
    for count in range(min(_MOST_WORDS, len(text[line.start : line.end].split())), 0, -1):
        wrong = _first_words(line, count)
        near = nearest(" ".join(wrong.text.split()), [word for word in printed if len(word.split()) == count])
        key = key_meant("field", wrong.text, words) if near is None else printed[near]
        if key is not None and key in known:
            near = words.printed("field", key)
            slip = finding("P104", wrong, variant="near", word=wrong.text, head=reading.head_word, near=near)
            return mixed_scripts(wrong) or slip, key, wrong.end - wrong.start
    return None


def _unknown_field(line: Line, reading: _Reading) -> Diagnostic:
    words, text = reading.words, line.source.text
    known = list(reading.head.form.fields)
    fields = _listed_fields(words, known)
    own_table = "table" if reading.head.form.table is TableForm.BANDS else ""
    misplaced = words.match("field", text, line.start)
    if misplaced is not None and known:
        place = Span(line.source, line.start, line.start + misplaced[1])
        return finding("P105", place, variant=own_table, word=place.text, head=reading.head_word, fields=fields)
    for context in ("field", "head"):
        other = foreign_word(context, text, line.start, words)
        if other is not None:
            return other_language(line.source, context, line.start, other, words)
    members = _members_without_value(line)
    if members is not None and "needs" in known and words.language == "en":
        return finding("P104", members, variant="members", word=members.text, head=reading.head_word)
    place = _first_words(line, 1)
    if first_sign(line, Part.COLON) is not None:
        return finding("P104", place, variant="row", word=place.text, head=reading.head_word)
    later = _later_keyword(line, reading)
    if later is not None:
        before = Span(line.source, line.start, later.start)
        return finding("P104", before, variant="order", word=before.text.strip(), keyword=later.text)
    variant = own_table if known else "none"
    return finding("P104", place, variant=variant, word=place.text, head=reading.head_word, fields=fields)


def _later_keyword(line: Line, reading: _Reading) -> Span | None:
    """A keyword of this declaration that stands behind the first words of a line."""
    for word in list(re.finditer(r"\w+", line.text))[1 : _MOST_WORDS + 1]:
        start = line.start + word.start()
        found = reading.words.match("field", line.source.text, start, reading.head.form.fields)
        if found is not None:
            return Span(line.source, start, start + found[1])
    return None


def _members_without_value(line: Line) -> Span | None:
    """The words of a line that would say what becomes of members without a value, where it begins with such."""
    found = _MEMBERS_WITHOUT_VALUE.match(line.source.text, line.start, line.end)
    return None if found is None else Span(line.source, found.start(), found.end())


def _first_words(line: Line, count: int) -> Span:
    """The first `count` words of a line."""
    words = re.compile(rf"\S+(?:\s+\S+){{{count - 1}}}").match(line.source.text, line.start, line.end)
    assert words is not None
    return Span(line.source, words.start(), words.end())


def _listed_fields(words: Vocabulary, keys: Sequence[str]) -> str:
    """The lines that a declaration can have; of many, those that are listed first."""
    further = " and others" if len(keys) > _MOST_LISTED else ""
    return listed(words, "field", keys[:_MOST_LISTED]) + further


def _may_be_empty(form: FieldForm, group: _Group) -> bool:
    if form.value is ValueForm.NOTHING:
        return (form.rows is None and form.table is None) or bool(group.deeper)
    return form.optional and bool(group.deeper)


def _value_or_report(
    group: _Group, begin: int, form: FieldForm, reading: _Reading
) -> tuple[TablePhrase | None, syntax.FieldValue | None]:
    """The value of a line; where it cannot be read, the phrase that it was meant for, or what stands for the value."""
    line = group.line
    try:
        return None, read_field_value(line.source, begin, line.end, form, reading.words)
    except Refused as refused:
        place = Span(line.source, begin, line.end)
        meant = meant_phrase(place, reading.words) if form.table is TableForm.SCORED else None
        if meant is None:
            reading.findings.append(refused.diagnostic)
            if form.value in (ValueForm.KEY, ValueForm.FOR_EACH):
                reading.unread.update(words_of(place.text))
            return None, value_in_place_of(form, place, reading.words)
        slip, phrase = meant
        reading.findings.append(slip)
        return (phrase, None) if group.deeper else (None, unreadable(place))


def _report_repetition(read: syntax.Field, before: Sequence[syntax.Field], reading: _Reading) -> None:
    first = next((one for one in before if one.keyword == read.keyword), None)
    may_repeat = reading.head.form.fields[read.keyword].repeats or read.keyword in reading.guessed
    if first is not None and not may_repeat:
        label = Label(first.keyword_span, "first")
        reading.findings.append(finding("P106", read.keyword_span, labels=(label,), field=read.keyword_span.text))


# ---------------------------------------------------------------- deeper lines


def _read_deeper(
    group: _Group,
    form: FieldForm,
    keyword: Span,
    value: syntax.FieldValue | None,
    phrase: syntax.Table | None,
    reading: _Reading,
) -> tuple[tuple[syntax.Row, ...], syntax.Table | None]:
    """Rows or table under a field."""
    if not group.deeper:
        if phrase is not None and phrase.form != "scale":
            reading.findings.append(finding("P122", group.line.span, variant="phrase"))
        return (), phrase
    first = group.deeper[0]
    has_table = first_sign(first, Part.BAR) is not None
    if has_table and form.table is not None and (phrase is not None or value is None or form.table is TableForm.DATA):
        return (), _read_field_table(group.deeper, form, phrase, reading)
    if phrase is not None:
        reading.findings.append(finding("P122", first.span, variant="header"))
    elif form.rows is not None and (value is None or form.value is ValueForm.NOTHING):
        return _read_rows(group.deeper, form, keyword, reading), None
    elif has_table and _is_unreadable(value):
        return (), None
    elif has_table:
        variant = "formula" if form.table is not None else "none"
        reading.findings.append(finding("P122", first.span, variant=variant, field=keyword.text))
    elif form.table is TableForm.DATA:
        reading.findings.append(
            finding("P122", first.span, variant="data", field=group.line.text, keyword=keyword.text)
        )
    elif not _is_unreadable(value):
        reading.findings.append(finding("P128", first.span, field=keyword.text))
    return (), None


def _is_unreadable(value: syntax.FieldValue | None) -> bool:
    """Whether `value` stands for one that could not be read."""
    match value:
        case syntax.Outcome(value=syntax.Undetermined(text="")):
            return True
        case _:
            return False


def _read_field_table(
    lines: Sequence[Line], form: FieldForm, phrase: syntax.Table | None, reading: _Reading
) -> syntax.Table | None:
    if phrase is not None and phrase.form == "scale":
        reading.findings.append(finding("P122", lines[0].span, variant="scale"))
        return phrase
    name = "data" if form.table is TableForm.DATA else "cases" if phrase is None else phrase.form
    operand = None if phrase is None else phrase.operand
    return read_table(lines, name, operand, reading.words, reading.findings, form.headers)


def _own_table(lines: Sequence[Line], reading: _Reading) -> syntax.Table | None:
    if reading.head.form.table is None:
        reading.findings.append(finding("P122", lines[0].span, variant="not own", head=reading.head_word))
        return None
    return read_table(lines, reading.head.form.table.value, None, reading.words, reading.findings)


def _read_rows(lines: Sequence[Line], form: FieldForm, keyword: Span, reading: _Reading) -> tuple[syntax.Row, ...]:
    rows = (_read_row(line, form, keyword, reading) for line in lines)
    return tuple(row for row in rows if row is not None)


def _read_row(line: Line, form: FieldForm, keyword: Span, reading: _Reading) -> syntax.Row | None:
    """The row on a line; where only its value cannot be read, one with an undetermined value."""
    assert form.rows is not None
    target: syntax.Expression | None = None
    try:
        colon = first_sign(line, Part.COLON)
        if colon is None:
            variant = "" if first_sign(line, Part.BAR) is None else "table"
            name = first_word(line.source.text, line.start, line.end)
            raise Refused(finding("P109", line.span, variant=variant, field=keyword.text, name=name))  # noqa: TRY301
        target = read_value(line.source, reading.words, "target", line.start, colon)
        begin = skip(line.source.text, colon + 1, line.end)
        if begin >= line.end:
            place = Span(line.source, line.start, colon + 1)
            raise Refused(finding("P109", place, variant="empty", field=keyword.text))  # noqa: TRY301
        value, label = read_meant(Span(line.source, begin, line.end), form.rows.value, reading.words)
    except Refused as refused:
        reading.findings.append(refused.diagnostic)
        if target is None or form.rows is not RowForm.OUTCOMES:
            reading.unread.update(words_of(line.text))
            reading.unread.add("_".join(line.text.partition(":")[0].split()))
            return None
        value, label = unreadable(line.span), None
    return syntax.Row(target, value, label, comments=line.comments, span=line.span)
