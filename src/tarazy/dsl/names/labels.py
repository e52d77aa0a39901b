"""Labels that declarations have in several languages, as a reader of each is shown them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tarazy.dsl import syntax
from tarazy.dsl.names.scope import code_of
from tarazy.grammar.speech import asked_language

Labels = Mapping[str, Mapping[str, str]]
"""By code of the declaration, then by language."""

_BODIES = ("body", "unit_of_a_body")


def labels_by_language(files: Iterable[syntax.File]) -> Labels:
    """The labels of declarations that have some in other languages than that of the head: code, language, label."""
    found: dict[str, Mapping[str, str]] = {}
    for file in files:
        for one in file.declarations:
            said = _said(one)
            # A body may have the code of a declaration: it is an element of a list.
            if said and one.label and one.kind not in _BODIES:
                of_head = next((value.language for value in said if value.value is None), file.language)
                found[code_of(one)] = {of_head: one.label, **labels_of(one)}
    return found


def labels_of(one: syntax.Declaration) -> Mapping[str, str]:
    """The labels of one declaration in other languages than that of its head, by language."""
    return {value.language: value.value.value for value in _said(one) if isinstance(value.value, syntax.Text)}


def label_read(labels: Labels, code: str, own: str) -> str:
    """The label of a declaration in the reader's language; `own`, that of its head, where it has none in it."""
    return labels.get(code, {}).get(asked_language() or "", own)


def _said(one: syntax.Declaration) -> list[syntax.InLanguage]:
    lines = [line.value for line in one.fields if line.keyword == "label"]
    return [value for value in lines if isinstance(value, syntax.InLanguage)]
