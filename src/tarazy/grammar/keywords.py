"""The one table of words: which spelling means which key, place by place and language by language.

The rest of the program speaks of keys only (``not_less_than``); a spelling is met when a text is read and when one is
printed. The table is ``keywords.toml`` beside this file, read from the ``keywords.json`` that is made of it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from attrs import field, frozen

from tarazy.grammar.languages import LANGUAGES

__all__ = [
    "BLANKS",
    "LANGUAGES",
    "LANGUAGE_NAMES",
    "Spelling",
    "Vocabulary",
    "keys_marked",
    "keyword_table",
    "reserved_words",
    "vocabulary",
]

LANGUAGE_NAMES: Mapping[str, str] = {"en": "English", "ru": "Russian", "kk": "Kazakh"}
"""What the languages are called in messages."""

BLANKS = " \t\u00a0\u202f"
"""Characters that part words on a line; the last two are the unbreakable blanks that word processors put."""

_WORD = re.compile(r"\w+")
_BLANK = re.compile(rf"[{BLANKS}]+")


@frozen
class Spelling:
    """One way to write a key: the text, and the pieces of it that follow its first word, parted by blanks."""

    text: str
    key: str
    rest: tuple[str, ...]

    def end(self, text: str, position: int) -> int | None:
        """Where the spelling ends in `text` when its first word ends at `position`; ``None`` if the rest differs."""
        for number, piece in enumerate(self.rest):
            if number:
                blank = _BLANK.match(text, position)
                if blank is None:
                    return None
                position = blank.end()
            if not text.startswith(piece, position):
                return None
            position += len(piece)
        glued = self.text[-1].isalnum() and _WORD.match(text, position) is not None
        return None if glued else position


@frozen
class Vocabulary:
    """The words of one language.

    Parameters
    ----------
    language
        ``en``, ``ru`` or ``kk``.
    spellings
        For each context its keys, and for each key its spellings, the printed one first.
    """

    language: str
    spellings: Mapping[str, Mapping[str, tuple[str, ...]]]
    _by_first_word: Mapping[str, Mapping[str, tuple[Spelling, ...]]] = field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        table = {context: _by_first_word(words) for context, words in self.spellings.items()}
        object.__setattr__(self, "_by_first_word", table)

    def printed(self, context: str, key: str) -> str:
        """The form of `key` that the formatter prints.

        Raises
        ------
        KeyError
            The context has no such key, or the language no word for it.
        """
        return self.spellings[context][key][0]

    def keys(self, context: str) -> tuple[str, ...]:
        """Every key of `context`, in the order of the table."""
        return tuple(self.spellings[context])

    def match(
        self, context: str, text: str, position: int, among: Collection[str] | None = None
    ) -> tuple[str, int] | None:
        """The longest word or phrase of `context` that stands at `position` of `text`, as its key and its length.

        Any run of blanks may part the words of a phrase. A first letter may be a capital, as word processors make it.

        Parameters
        ----------
        among
            Keys to look among; all of the context when left out.
        """
        table = self._by_first_word[context]
        first = _first(text, position)
        found = table.get(first)
        if found is None:
            if not first[:1].isupper():
                return None
            found = table.get(first[:1].lower() + first[1:], ())
        for spelling in found:
            if among is not None and spelling.key not in among:
                continue
            end = spelling.end(text, position + len(first))
            if end is not None:
                return spelling.key, end - position
        return None


def _by_first_word(words: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[Spelling, ...]]:
    table: dict[str, list[Spelling]] = {}
    for key, texts in words.items():
        for text in texts:
            first = _first(text, 0)
            table.setdefault(first, []).append(Spelling(text, key, tuple(text[len(first) :].split(" "))))
    return {first: tuple(sorted(found, key=lambda one: -len(one.text))) for first, found in table.items()}


def _first(text: str, position: int) -> str:
    word = _WORD.match(text, position)
    return word.group() if word else text[position : position + 1]


@cache
def keyword_table() -> Mapping[str, Mapping[str, Mapping[str, Any]]]:
    """The table as it stands in ``keywords.toml``: context, key, and the entry."""
    text = files("tarazy.grammar").joinpath("keywords.json").read_text(encoding="utf-8")
    table: Mapping[str, Mapping[str, Mapping[str, Any]]] = json.loads(text)
    return table


@cache
def vocabulary(language: str = "en") -> Vocabulary:
    """The words of `language`; a key that has none in it is left out.

    Raises
    ------
    ValueError
        The table knows no such language.
    """
    if language not in LANGUAGES:
        raise ValueError(f"no vocabulary for {language!r}")
    return Vocabulary(
        language,
        {
            context: {key: tuple(entry[language]) for key, entry in entries.items() if language in entry}
            for context, entries in keyword_table().items()
        },
    )


@cache
def keys_marked(context: str, mark: str) -> frozenset[str]:
    """Keys of `context` whose entry carries `mark`: ``reserved`` or ``unseen``."""
    return frozenset(key for key, entry in keyword_table()[context].items() if entry.get(mark, False))


@cache
def reserved_words() -> Mapping[str, tuple[str, str]]:
    """Single words that no bare name may be, in all languages at once: each with its language and its key."""
    found: dict[str, tuple[str, str]] = {}
    for language in reversed(LANGUAGES):
        words = vocabulary(language)
        for context in ("expression", "state"):
            for key in keys_marked(context, "reserved"):
                for spelling in words.spellings[context].get(key, ()):
                    if " " not in spelling:
                        found[spelling] = (language, key)
    return found
