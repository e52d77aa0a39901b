"""In which language the program speaks to its reader, and its own words in that language.

Two catalogues hold what is said. Findings have keys and stand in ``messages/LANGUAGE/FAMILY.toml``. Everything else
(help of the command, heads of tables, words of traces, short phrases put into messages) is written in English where it
is printed and turned by gettext: ``locale/LANGUAGE/LC_MESSAGES/tarazy.po``, made into the ``.mo`` beside it by
``python -m tarazy.grammar.build``. The same domain turns the words of Click.

The language of the reader is one thing, that of a file's keywords another: a Russian methodology may be checked by an
English reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files

from tarazy.grammar.languages import LANGUAGES

DOMAIN = "tarazy"
"""Name of the catalogue for gettext."""

ENVIRONMENT = ("LC_ALL", "LC_MESSAGES", "LANG")
"""Variables that name the reader's language, the weightier first; ``LANGUAGE`` is a list that goes before them."""

LOCALE = "locale"
"""Folder of the catalogues for gettext, beside this file."""

_LANGUAGE: ContextVar[str | None] = ContextVar("language of the reader", default=None)


def reader_language() -> str:
    """``en``, ``ru`` or ``kk``: what is printed now is printed in it."""
    return _LANGUAGE.get() or "en"


def asked_language() -> str | None:
    """The language that somebody has chosen to be printed in; ``None`` while nobody has."""
    return _LANGUAGE.get()


def speak(language: str) -> None:
    """Print in `language` from here on.

    Raises
    ------
    ValueError
        There are no words in that language.
    """
    if language not in LANGUAGES:
        raise ValueError(f"no words in {language!r}")
    _LANGUAGE.set(language)


def speak_as(file_language: str) -> None:
    """Print in the language of a file from here on, if nobody has chosen one yet."""
    if _LANGUAGE.get() is None:
        speak(file_language)


@contextmanager
def spoken(language: str | None) -> Iterator[None]:
    """Print in `language` within the block; ``None``: in English until somebody chooses. See :func:`speak`."""
    before = _LANGUAGE.get()
    if language is None:
        _LANGUAGE.set(None)
    else:
        speak(language)
    try:
        yield
    finally:
        _LANGUAGE.set(before)


def language_of_environment(environment: Mapping[str, str]) -> str | None:
    """The language that the variables of a process ask for; ``None`` where they ask for none that we have.

    ``C`` and ``POSIX`` are no language: they mean that nobody has chosen one.

    Parameters
    ----------
    environment
        Variables by name: ``LANG=ru_KZ.UTF-8``.
    """
    wanted = environment.get("LANGUAGE", "").split(":")
    wanted += [next((environment[name] for name in ENVIRONMENT if environment.get(name)), "")]
    known = (re.split(r"[_.@-]", one, maxsplit=1)[0].lower() for one in wanted)
    return next((one for one in known if one in LANGUAGES), None)


@cache
def translations(language: str) -> NullTranslations:
    """The catalogue of gettext in `language`; of English, which is what the texts are written in, an empty one."""
    compiled = files("tarazy.grammar").joinpath(LOCALE, language, "LC_MESSAGES", f"{DOMAIN}.mo")
    if language == "en" or not compiled.is_file():
        return NullTranslations()
    with compiled.open("rb") as stream:
        return GNUTranslations(stream)


def said(text: str, **words: object) -> str:
    """`text` in the reader's language, with `words` put in where it has ``{name}``.

    Parameters
    ----------
    text
        English, as it stands in the catalogue.
    """
    return said_in(reader_language(), text, **words)


def said_in(language: str, text: str, **words: object) -> str:
    """`text` in `language`; see :func:`said`."""
    turned = text if language == "en" or not text else translations(language).gettext(text)
    return turned.format_map(words) if words else turned


@cache
def texts_known(language: str) -> frozenset[str]:
    """Every text that the catalogue of gettext in `language` turns."""
    known = translations(language)
    return frozenset(known._catalog) if isinstance(known, GNUTranslations) else frozenset()  # type: ignore[attr-defined]  # noqa: SLF001 - gettext has no other way to list it


def in_readers_digits(number: str) -> str:
    """A decimal as the reader writes it: with a comma in Russian and Kazakh."""
    return number if reader_language() == "en" else number.replace(".", ",")


def counted(number: int, singular: str, plural: str) -> str:
    """``1 file``, ``3 files``; in Russian and Kazakh ``файлы: 3``, where no noun has to agree with the number."""
    if reader_language() == "en":
        return f"{number:,} {singular if number == 1 else plural}"
    return f"{said(plural)}: {number}"
