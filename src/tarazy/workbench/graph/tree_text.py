"""Dependencies as a tree of text: weights before the names, a shared part once in full and then referred to."""

from __future__ import annotations

from attrs import frozen

from tarazy.dsl.dependencies import Dependency, Part
from tarazy.dsl.dependency_words import role_word, use_words
from tarazy.grammar.speech import said
from tarazy.workbench.display_text import visible
from tarazy.workbench.graph.pictured import Pictured, each_words

_BRANCH, _LAST, _TRUNK, _BLANK = "├─ ", "└─ ", "│  ", "   "


@frozen
class _Place:
    """Where a part stands in the tree: what is before its line, and before the lines under it."""

    key: str
    use: Dependency | None
    before: str
    below: str


def tree_text(shown: Pictured) -> str:
    """The tree, lines ended by line feeds; the depth of the tree is bounded by memory only."""
    found = shown.dependencies
    lines: list[str] = []
    seen: set[str] = set()
    pending = [_Place(root, None, "", "") for root in reversed(found.roots)]
    while pending:
        place = pending.pop()
        part, uses = found.parts[place.key], found.of[place.key]
        again = place.key in seen and bool(uses)
        lines.append(f"{place.before}{_line(part, place.use, shown, again=again, named_before=place.key in seen)}")
        seen.add(place.key)
        if again:
            continue
        last = len(uses) - 1
        places = [
            _Place(
                use.used,
                use,
                place.below + (_LAST if at == last else _BRANCH),
                place.below + (_BLANK if at == last else _TRUNK),
            )
            for at, use in enumerate(uses)
        ]
        pending.extend(reversed(places))
    return "".join(f"{line}\n" for line in lines)


def _line(part: Part, use: Dependency | None, shown: Pictured, *, again: bool, named_before: bool) -> str:
    """One part: how it is used, role, name, label, how it is made, its value."""
    how = "" if use is None else visible(use_words(use))
    words = f"{how}: " if how else ""
    role = role_word(part.role)
    label = f' "{visible(part.label)}"' if part.label and not named_before else ""
    value = f" = {visible(shown.values[part.key])}" if part.key in shown.values else ""
    if again:
        return f"{words}{role} {part.key}{value}, {said('shown above')}"
    origin = said('of "{origin}"', origin=visible(part.origin)) if part.origin else ""
    combines = "" if part.combines == role else part.combines
    about = [combines, "" if named_before else origin, each_words(part)]
    return f"{words}{role} {part.key}{label}{value}{''.join(f', {one}' for one in about if one)}"
