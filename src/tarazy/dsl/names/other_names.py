"""What is wrong with the names and labels that declarations have in other languages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tarazy.dsl import syntax
from tarazy.dsl.aliases import is_named_by_its_head
from tarazy.dsl.diagnostics import Diagnostic, Label, finding
from tarazy.dsl.source import Span
from tarazy.grammar.keywords import LANGUAGE_NAMES


def name_findings(files: Sequence[syntax.File]) -> Iterator[Diagnostic]:
    """Names without a code, in the file's own language, or that stand for two things; labels said twice."""
    taken: dict[str, Span] = {}
    for file in files:
        for one in file.declarations:
            if one.name is not None and is_named_by_its_head(one):
                taken.setdefault(one.name.text, one.name.span)
    for file in files:
        for declaration in file.declarations:
            yield from _of_declaration(declaration, file.language, taken)


def _of_declaration(declaration: syntax.Declaration, language: str, taken: dict[str, Span]) -> Iterator[Diagnostic]:
    said: dict[tuple[str, str], Span] = {}
    for line in declaration.fields:
        value = line.value
        if not isinstance(value, syntax.InLanguage):
            continue
        spoken = LANGUAGE_NAMES[value.language]
        first = said.setdefault((line.keyword, value.language), line.span)
        if first is not line.span:
            yield finding("N197", line.span, variant="twice", labels=(Label(first, "first"),), language=spoken)
        elif value.language == language:
            yield finding("N197", line.span, variant="own", language=spoken)
        elif line.keyword == "label" and declaration.label is None:
            yield finding("N197", line.span, variant="label", language=spoken)
        elif isinstance(value.value, syntax.Name):
            yield from _of_name(declaration, value.value, taken)


def _of_name(declaration: syntax.Declaration, name: syntax.Name, taken: dict[str, Span]) -> Iterator[Diagnostic]:
    if declaration.field("code") is None:
        yield finding("N197", name.span, variant="code", name=name.text)
    first = taken.setdefault(name.text, name.span)
    own = None if declaration.name is None else declaration.name.text
    if first is not name.span and name.text != own:
        yield finding("N197", name.span, variant="taken", labels=(Label(first, "declared"),), name=name.text)
