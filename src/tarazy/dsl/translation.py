"""A file in another of the three languages: the same tree, printed with the words of that language.

Comments, texts and names stay as they are written; numbers, dates, units and citations are printed as the other
language prints them. Since each word stands for one key in its place, the way back restores a file in the one layout
byte for byte.
"""

from __future__ import annotations

from collections.abc import Sequence

from tarazy.dsl.aliases import with_names_in
from tarazy.dsl.formatter import format_file
from tarazy.dsl.library_names import LibraryModule
from tarazy.dsl.literate import is_literate, laid_out
from tarazy.dsl.parser import parse
from tarazy.dsl.source import Source, source_of
from tarazy.grammar.keywords import vocabulary


def translated(source: Source, program: Source, language: str, library: Sequence[LibraryModule] = ()) -> str:
    """The text of a file that was read without errors, in `language` and in the one layout.

    Parameters
    ----------
    source
        The file as it stands; in Markdown its blocks are translated and the prose is not.
    program
        The same without the prose, as :func:`~tarazy.dsl.characters.read_text` gives it.
    language
        ``en``, ``ru`` or ``kk``.
    library
        Modules of the standard library that the file imports: their names are turned too.

    Raises
    ------
    RuntimeError
        The translation would not say the same: a fault of ours.
    """
    if not is_literate(source.name):
        return _translated(source.text, source.name, None, language, library)
    whole = parse(program).file.language
    return laid_out(source.text, lambda block: _translated(block, source.name, whole, language, library))


def _translated(text: str, name: str, own: str | None, language: str, library: Sequence[LibraryModule]) -> str:
    file = parse(source_of(name, text), own).file
    written = with_names_in(file, language, library)
    result = format_file(written, vocabulary(language))
    again = parse(source_of(name, result), language)
    if again.findings.errors or again.file.declarations != written.declarations:
        raise RuntimeError(f"the translation of {name} would not say the same")
    return result
