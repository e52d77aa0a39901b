"""What the codes of a column stand for: words of the column, or states of a value that is not there."""

from __future__ import annotations

from tarazy.dsl import syntax_columns
from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.nearest import nearest
from tarazy.dsl.nodes import Value
from tarazy.dsl.states import State
from tarazy.dsl.synonyms import word_meant
from tarazy.dsl.value_types import CategoryType, DirectionType, ElementType, TextType, ValueType, YesNoType
from tarazy.grammar.keywords import vocabulary
from tarazy.grammar.speech import reader_language

_OF_DATA = (
    State.NOT_APPLICABLE,
    State.NOT_COUNTED,
    State.ABSENT,
    State.NOT_YET_PUBLISHED,
    State.REJECTED,
    State.WITHHELD,
)
"""States that a cell can say: the others come of computing."""
_STATES = {state.value: state for state in _OF_DATA}
_DIRECTIONS = ("higher", "lower", "no_direction")


def unknown_meaning(code: syntax_columns.Code, kind: ValueType, owner: str) -> Diagnostic | None:
    """The finding that a code of the column `owner` stands for nothing that it can hold."""
    words = _words(kind)
    if code.meaning in words or code.meaning in _STATES or isinstance(kind, TextType | ElementType):
        return None
    if not words:
        known = ", ".join(vocabulary(reader_language()).printed("state", state) for state in _STATES)
        return finding("N157", code.span, variant="states", name=code.meaning, owner=owner, known=known)
    near = nearest(code.meaning, words) or word_meant("direction", code.meaning)
    near = near if near in words else None
    variant, known = "near" if near else "", ", ".join(words)
    return finding("N157", code.span, variant=variant, name=code.meaning, owner=owner, nearest=near or "", known=known)


def meaning_of(word: str, kind: ValueType) -> Value | State:
    """What a code stands for: a word of the column before a state of that name."""
    if word in _STATES and word not in _words(kind):
        return _STATES[word]
    return word == "yes" if isinstance(kind, YesNoType) and word in ("yes", "no") else word


def _words(kind: ValueType) -> tuple[str, ...]:
    """The words that a column of a type can hold; none where it holds other things than words."""
    match kind:
        case CategoryType(words=words):
            return words
        case DirectionType():
            return _DIRECTIONS
        case YesNoType():
            return ("yes", "no")
        case _:
            return ()
