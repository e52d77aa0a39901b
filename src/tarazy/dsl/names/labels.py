"""Labels that declarations have in several languages, as a reader of each is shown them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tarazy.dsl import syntax
from tarazy.dsl.names.scope import code_of

Labels = Mapping[str, Mapping[str, str]]
"""By code of the declaration, then by language."""


def labels_by_language(files: Iterable[syntax.File]) -> Labels:
    """The labels of declarations that have some in other languages than that of the head: code, language, label."""
    found: dict[str, Mapping[str, str]] = {}
    for file in files:
        for one in file.declarations:
            lines = [line.value for line in one.fields if line.keyword == "label"]
            said = [value for value in lines if isinstance(value, syntax.InLanguage)]
            if said and one.label:
                of_head = next((value.language for value in said if value.value is None), file.language)
                others = {value.language: value.value.value for value in said if isinstance(value.value, syntax.Text)}
                found[code_of(one)] = {of_head: one.label, **others}
    return found
