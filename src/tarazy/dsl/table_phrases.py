"""The phrase that opens a table under a field: ``by bands of value``, ``first that holds``, ``by scale s of value``."""

from __future__ import annotations

import re

from attrs import frozen

from tarazy.dsl import syntax
from tarazy.dsl.characters import Refused
from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.layout import Line
from tarazy.dsl.nearest import nearest
from tarazy.dsl.source import Span
from tarazy.dsl.tokens import skip, tokenize
from tarazy.dsl.values import read_value
from tarazy.grammar.keywords import Vocabulary

_NAME = re.compile(r"(?:[^\W\d]\w*|`[^`\n]*`)(?:\.(?:[^\W\d]\w*|`[^`\n]*`))*")

PHRASE_FORMS = {
    "by_bands_of": "bands",
    "by_line_of": "line",
    "by_values_of": "values",
    "first_that_holds": "first",
    "by_scale": "scale",
}
"""The form of table that each phrase opens."""
_WORDS = re.compile(r"[^\W\d]\w*")
_MOST_WORDS = 4
"""Most words of a value that are looked at for a phrase."""
_ALSO = {"by_bands_of": ("ranges", "intervals"), "by_line_of": ("interpolation",), "first_that_holds": ("that",)}
"""Other words by which a phrase is known."""


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
    form = PHRASE_FORMS[found[0]]
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


def meant_phrase(place: Span, words: Vocabulary) -> tuple[Diagnostic, TablePhrase] | None:
    """The phrase that the value at `place` was meant to be, and the finding about it; ``None`` if it is like none."""
    first = _WORDS.findall(place.text)[:_MOST_WORDS]
    if not first or not place.text.startswith(first[0]) or words.match("expression", first[0], 0) is not None:
        return None
    leading = {words.printed("phrase", key).split()[0] for key in PHRASE_FORMS}
    for key, form in PHRASE_FORMS.items():
        phrase = words.printed("phrase", key)
        telling = (max(phrase.split(), key=len), *_ALSO.get(key, ()))
        said = next((word for word in first if nearest(word, telling) is not None), None)
        if said is None or not (first[0] == said or first[0] in leading):
            continue
        fixed = phrase if form == "first" else f"{phrase} {_operand(place.text, said, words)}"
        table = syntax.Table(form, syntax.Undetermined("", span=place), (), (), span=place)
        return finding("P131", place, variant="near", found=place.text, near=fixed), TablePhrase(table)
    if first[0] in leading:
        phrases = ", ".join(f"`{words.printed('phrase', key)}`" for key in PHRASE_FORMS)
        return finding("P131", place, found=place.text, phrases=phrases), TablePhrase(
            syntax.Table("first", None, (), (), span=place)
        )
    return None


def _operand(text: str, said: str, words: Vocabulary) -> str:
    """What a table is said to read: what follows the word `said`, or the value itself."""
    joint = words.printed("connective", "of")
    rest = text[text.index(said) + len(said) :].strip().removeprefix(f"{joint} ")
    return rest.removeprefix(joint) or words.printed("expression", "value")


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
