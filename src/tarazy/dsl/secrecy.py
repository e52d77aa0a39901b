"""How secret a value is: the highest mark of the data that reach it, lowered where an act releases it.

Marks are declared once, from the open one up (`classification`); sources and registers carry one (`classified`); a
`release` says of a declaration which mark it keeps, whatever reached it, and on what ground.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from tarazy.dsl.graph import all_roots
from tarazy.dsl.names.resolved import Resolved
from tarazy.dsl.node_parts import walk
from tarazy.dsl.nodes import Aggregate, AnyNode, Datum, Result, RowColumn
from tarazy.dsl.over import OverRows


@frozen(eq=False)
class Secrecy:
    """Marks of a program, the open one first, and the place among them of each source and declaration; 0 is open."""

    marks: tuple[str, ...]
    sources: Mapping[str, int]
    declarations: Mapping[str, int]
    reached: Mapping[str, int]
    """Before any release."""

    def word(self, level: int) -> str:
        """The mark of a level."""
        return self.marks[level] if level < len(self.marks) else ""

    def of(self, code: str) -> int:
        """Level of a declaration, a source, or a column ``source.column``."""
        return self.declarations.get(code, self.sources.get(code.partition(".")[0], 0))


def secrecy_of(resolved: Resolved, order: Sequence[str]) -> Secrecy:
    """How secret everything is; `order` has declarations, what is used before its users."""
    law = resolved.lines_of_law
    marks = tuple(
        word
        for (kind, _), lines in sorted(law.items())
        if kind == "classification"
        for word in _words(lines, "ordered")
    )
    level = {word: at for at, word in enumerate(marks)}
    sources = {
        code: max((level.get(word, 0) for word in _words(lines, "classified")), default=0)
        for (kind, code), lines in law.items()
        if kind in ("source", "register")
    }
    keeps = {
        dict(lines).get("of", ""): level.get(next(iter(_words(lines, "keeps")), ""), 0)
        for (kind, _), lines in law.items()
        if kind == "release"
    }
    reached: dict[str, int] = {}
    found: dict[str, int] = {}
    for code in order:
        declared = resolved.computed[code]
        own = [_level(node, sources, found) for root in all_roots(declared) for node in walk(root)]
        reached[code] = max(own, default=0)
        found[code] = min(reached[code], keeps.get(code, reached[code]))
    return Secrecy(marks, sources, found, reached)


def _level(node: AnyNode, sources: Mapping[str, int], found: Mapping[str, int]) -> int:
    match node:
        case Datum(source=code) | RowColumn(register=code):
            return sources.get(code, 0)
        case Result(declaration=code):
            return found.get(code, 0)
        case Aggregate(members=members):
            rows = [one.over.register for one in members if isinstance(one.over, OverRows)]
            return max((sources.get(code, 0) for code in rows), default=0)
        case _:
            return 0


def _words(lines: Iterable[tuple[str, str]], keyword: str) -> tuple[str, ...]:
    text = dict(lines).get(keyword, "")
    return tuple(word.strip() for word in text.split(",") if word.strip())
