"""What stands in the tree for something that could not be read, so that one slip of the pen is one finding.

A value that could not be read is an undetermined one, of which no later pass complains; a line that would have declared
a name leaves its words, so that a use of the name is not reported as unknown.
"""

from __future__ import annotations

import re

from tarazy.dsl import syntax
from tarazy.dsl.characters import QUOTED
from tarazy.dsl.fields import FieldForm, ValueForm
from tarazy.dsl.source import Span
from tarazy.grammar.keywords import Vocabulary

_WORD = re.compile(r"[^\W\d]\w*")


def words_of(text: str) -> frozenset[str]:
    """Every word of `text` that could be a name, what stands in quotes left out."""
    return frozenset(_WORD.findall(QUOTED.sub(" ", text)))


def unreadable(place: Span) -> syntax.Outcome:
    """The outcome that stands for what could not be read at `place`."""
    return syntax.Outcome(syntax.Undetermined("", span=place), span=place)


def value_in_place_of(form: FieldForm, place: Span, words: Vocabulary) -> syntax.FieldValue | None:
    """What stands for the value of a line that could not be read; ``None`` where the line is best left out."""
    match form.value:
        case ValueForm.OUTCOME | ValueForm.DIRECTION:
            return unreadable(place)
        case ValueForm.MEMBERS:
            return syntax.MembersValue((syntax.Undetermined("", span=place),), span=place)
        case ValueForm.REQUIREMENT:
            return syntax.Requirement(None, "members", unreadable(place), span=place)
        case ValueForm.FOR_EACH:
            return _family(place, words)
        case ValueForm.KEY:
            return _key(place)
        case _:
            return None


def _family(place: Span, words: Vocabulary) -> syntax.ForEach | None:
    """The list and the element of a family, if the line holds two names and nothing else that could be one."""
    joint = words.printed("connective", "as")
    found = [one for one in _WORD.finditer(place.text) if one.group() != joint]
    if len(found) != 2:
        return None
    span = Span(place.source, place.start + found[0].start(), place.start + found[0].end())
    return syntax.ForEach(syntax.Name((found[0].group(),), span=span), found[1].group(), span=place)


def _key(place: Span) -> syntax.Key | None:
    """The parts of a key, each taken for the first word behind its title."""
    parts = []
    for piece in QUOTED.sub(" ", place.text).split(","):
        names = _WORD.findall(piece.rpartition("=")[2])
        if not names:
            return None
        parts.append(syntax.KeyPart(names[0], span=place))
    return syntax.Key(tuple(parts), span=place)
