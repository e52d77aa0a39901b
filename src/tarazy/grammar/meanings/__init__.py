"""What each word of the language means, in one sentence: for the reference and for whoever explains a word in place."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def meanings(language: str = "en") -> Mapping[str, Mapping[str, str]]:
    """Sentences by context and key of the table of words.

    Raises
    ------
    FileNotFoundError
        There are none in `language`.
    """
    return tomllib.loads(files("tarazy.grammar.meanings").joinpath(f"{language}.toml").read_text(encoding="utf-8"))
