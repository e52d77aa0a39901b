"""What parts of a methodology and their uses are called in the reader's language, for every drawing of dependencies."""

from __future__ import annotations

from attrs import evolve

from tarazy.dsl.dependencies import Dependencies, Dependency, How, Part, PartKind
from tarazy.dsl.names.labels import Labels
from tarazy.dsl.spoken_words import in_readers_words
from tarazy.grammar.keywords import vocabulary
from tarazy.grammar.speech import reader_language, said


def in_readers_language(found: Dependencies, labels: Labels) -> Dependencies:
    """The same with the labels and the ways of combining in the reader's language; roles stay keys."""
    language = reader_language()
    spoken = {code: said_of[language] for code, said_of in labels.items() if language in said_of}
    return evolve(found, parts={key: _spoken_part(part, spoken) for key, part in found.parts.items()})


def _spoken_part(part: Part, labels: dict[str, str]) -> Part:
    label = labels.get(part.key, part.label)
    owner = "" if part.kind in (PartKind.COMPUTED, PartKind.PARAMETER) else part.key.partition(".")[0]
    combines = said(part.combines) if part.combines else ""
    return evolve(part, label=label, origin=labels.get(owner, part.origin), combines=combines)


def role_word(role: str) -> str:
    """What a part of `role` is called."""
    words = vocabulary(reader_language())
    return words.printed("head", role) if role in words.spellings["head"] else said(role)


def use_words(use: Dependency) -> str:
    """How a part is used: weight, sign, element and former period, as the reader writes them."""
    if reader_language() == "en":
        return use.words
    texts = [text for text in dict.fromkeys(map(_how_words, use.hows)) if text]
    also = f"{said('also')} " if texts and any(not how.words for how in use.hows) else ""
    effective = f" → {in_readers_words(use.effective)}" if use.effective else ""
    return f"{also}{', '.join(texts)}{effective}"


def _how_words(how: How) -> str:
    weight = in_readers_words(how.weight) if how.weight[:1].isdigit() else how.weight
    when = " ".join(_when(part) for part in how.when)
    return " ".join(filter(None, (weight, said(how.sign) if how.sign else "", how.element, when)))


def _when(former: str) -> str:
    """``previous year``, ``of 2020``."""
    head, parted, period = former.partition("of ")
    return said("of {what}", what=period) if parted and not head else in_readers_words(former)
