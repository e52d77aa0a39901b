"""In which language the keywords of a file are written: that of most of its heads and fields.

Many words are shared, such as ``акт`` and ``блок`` in Russian and Kazakh. They vote for each of their languages; a file
of shared words alone is read in the first of them and would mean the same in the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from tarazy.dsl.layout import Block, Line
from tarazy.grammar.keywords import LANGUAGES, vocabulary


def language_of(blocks: Iterable[Block]) -> str:
    """The language that most heads and fields of `blocks` are words of; of equally many, that of the first unshared."""
    blocks = tuple(blocks)
    if not blocks or blocks[0].head.source.text.isascii():
        return "en"
    votes = [found for block in blocks for found in _votes(block)]
    counts = Counter(language for found in votes for language in found)
    most = max(counts.values(), default=0)
    best = [language for language in LANGUAGES if counts[language] == most]
    unshared = (language for found in votes if len(found) == 1 for language in found if language in best)
    return best[0] if len(best) == 1 else next(unshared, best[0])


def _votes(block: Block) -> Iterator[tuple[str, ...]]:
    """For the head of a declaration and each of its fields, the languages that have such a word."""
    yield _languages("head", block.head)
    depth = block.lines[0].indent if block.lines else 0
    for line in block.lines:
        if line.indent == depth:
            yield _languages("field", line)


def _languages(context: str, line: Line) -> tuple[str, ...]:
    text = line.source.text
    return tuple(one for one in LANGUAGES if vocabulary(one).match(context, text, line.start) is not None)
