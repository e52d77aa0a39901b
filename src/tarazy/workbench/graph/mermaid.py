"""Dependencies as a Mermaid flowchart, for pages that draw Mermaid themselves."""

from __future__ import annotations

import re

from tarazy.dsl.dependencies import Part, PartKind
from tarazy.dsl.dependency_words import role_word, use_words
from tarazy.workbench.display_text import visible
from tarazy.workbench.graph.pictured import Pictured, each_words, named, subtitle

_SHAPES = {
    "score": ("([", "])"),
    "indicator": ("(", ")"),
    "quantity": ("(", ")"),
    "deduction": ("[\\", "/]"),
    "bonus": ("[/", "\\]"),
    "grade": ("{{", "}}"),
    "rank": ("{{", "}}"),
    "status": ("{{", "}}"),
    "selection": ("{{", "}}"),
    "datum": ("[(", ")]"),
    "attribute": ("[(", ")]"),
    "parameter": (">", "]"),
}
"""Brackets by role; every other role is a rectangle."""

_LIST_SIGN = re.compile(r"\d*[.)*+-](?= )")
"""A beginning that Mermaid would take for that of a list."""

_PLAIN = frozenset(" .,:;_%+-*/=()")


def mermaid_text(shown: Pictured) -> str:
    """The flowchart, lines ended by line feeds.

    Names in the chart are numbers, and every character of a text that could mean something to Mermaid or HTML is
    written as its code.
    """
    found = shown.dependencies
    names = {key: f"n{number}" for number, key in enumerate(found.parts, start=1)}
    lines = ["---", f"title: {_yaml_text(shown.heading)}", "---", "flowchart LR"]
    lines += [f"  {names[key]}{_shape(part, shown.values.get(key))}" for key, part in found.parts.items()]
    for use in found.uses:
        arrow = "-.->" if use.former else "-->"
        how = use_words(use)
        words = f'|"{mermaid_escaped(how)}"|' if how else ""
        lines.append(f"  {names[use.user]} {arrow}{words} {names[use.used]}")
    return "".join(f"{line}\n" for line in lines)


def _shape(part: Part, value: str | None) -> str:
    opening, closing = _SHAPES.get(part.role, ("[", "]"))
    role = role_word(part.role) if part.kind is PartKind.COMPUTED else ""
    about = ", ".join(filter(None, (role, subtitle(part), each_words(part))))
    texts = [named(part), about, "" if value is None else f"= {value}"]
    return f'{opening}"{"<br>".join(mermaid_escaped(text) for text in texts if text)}"{closing}'


def mermaid_escaped(text: str) -> str:
    """`text` as a part of a quoted label: letters, digits and a few signs as they are, all others by their code."""
    shown = visible(text)
    sign = _LIST_SIGN.match(shown)
    coded = -1 if sign is None else sign.end() - 1
    return "".join(
        one if (one.isalnum() or one in _PLAIN) and at != coded else f"#{ord(one)};" for at, one in enumerate(shown)
    )


def _yaml_text(text: str) -> str:
    """A title of the front matter: a string of YAML in double quotes."""
    escaped = visible(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
