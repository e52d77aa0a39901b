"""The phrase that opens a table under a field: ``by bands of value``, ``first that holds``, ``by scale s of value``."""

from __future__ import annotations

import re

from attrs import frozen

from tarazy.dsl import syntax
from tarazy.dsl.characters import Refused
from tarazy.dsl.diagnostics import finding
from tarazy.dsl.layout import Line
from tarazy.dsl.source import Span
from tarazy.dsl.tokens import skip, tokenize
from tarazy.dsl.values import read_value
from tarazy.grammar.keywords import Vocabulary

_NAME = re.compile(r"(?:[^\W\d]\w*|`[^`\n]*`)(?:\.(?:[^\W\d]\w*|`[^`\n]*`))*")

_FORMS = {
    "by_bands_of": "bands",
    "by_line_of": "line",
    "by_values_of": "values",
    "first_that_holds": "first",
    "by_scale": "scale",
}


@frozen
class TablePhrase:
    """A phrase as a table without rows, and the scale that it names."""

    table: syntax.Table
    scale: syntax.Names | None = None


def read_table_phrase(line: Line, begin: int, words: Vocabulary) -> TablePhrase | None:
    """The phrase that stands in `line` from `begin` on; ``None`` if what stands there is no phrase.

    Raises
    ------
    Refused
        The phrase is not complete, or its operand cannot be read.
    """
    source = line.source
    found = words.match("phrase", source.text, begin) if begin < line.end else None
    if found is None:
        return None
    form = _FORMS[found[0]]
    rest = skip(source.text, begin + found[1], line.end)
    span = Span(source, begin, line.end)
    if form == "first":
        if rest < line.end:
            raise Refused(finding("P108", Span(source, rest, line.end), field=words.printed("phrase", found[0])))
        return TablePhrase(syntax.Table(form, None, (), (), span=span))
    scale: syntax.Names | None = None
    if form == "scale":
        scale, rest = _scale(line, rest, words)
    if rest >= line.end:
        raise Refused(finding("P107", span, variant="phrase", field=span.text))
    operand = read_value(source, words, "expression", rest, line.end)
    return TablePhrase(syntax.Table(form, operand, (), (), span=span), scale)


def _scale(line: Line, begin: int, words: Vocabulary) -> tuple[syntax.Names, int]:
    """The scale named at `begin`, and where what it is put on begins."""
    written = _NAME.match(line.source.text, begin, line.end)
    tokens = [] if written is None else tokenize(line.source, words, "names", begin, written.end())
    name = tokens[0] if tokens and tokens[0].type == "NAME" else None
    of = None
    position = begin if name is None else skip(line.source.text, name.end_pos, line.end)
    if name is not None and position < line.end:
        of = words.match("connective", line.source.text, position, ("of",))
    if name is None or of is None:
        raise Refused(finding("P107", Span(line.source, begin, max(line.end, begin)), variant="scale"))
    span = Span(line.source, name.start_pos, name.end_pos)
    names = syntax.Names((syntax.Name(name.value[0], span=span),), span=span)
    return names, skip(line.source.text, position + of[1], line.end)
