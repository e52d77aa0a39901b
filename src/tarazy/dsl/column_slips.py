"""What was meant by a column's type that could not be read: a range, decimals or an absence written in another way."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.source import Span

_N = r"([-\u2212]?[0-9][0-9_]*(?:\.[0-9]+)?(?:\s*%)?)"
_PIECE = re.compile(r"(?:\"[^\"]*\"|[^,\"])+")
_PROPERTIES: Sequence[tuple[re.Pattern[str], Callable[[re.Match[str]], str]]] = (
    (re.compile(rf"(?:from|between)\s+{_N}\s+(?:to|and)\s+{_N}"), lambda found: f"{found[1]} to {found[2]}"),
    (re.compile(rf"{_N}\s*(?:-|\u2013|\u2014|\.\.+|…|until|up to)\s*{_N}"), lambda found: f"{found[1]} to {found[2]}"),
    (re.compile(rf"(?:>=|≥|at least|min|minimum|from)\s*{_N}"), lambda found: f"{found[1]} and above"),
    (re.compile(rf"{_N}\s*(?:\+|or more|and more|and over|or above)"), lambda found: f"{found[1]} and above"),
    (re.compile(rf"(?:>|over|more than|greater than)\s*{_N}"), lambda found: f"above {found[1]}"),
    (re.compile(rf"(?:<=|≤|at most|max|maximum|up to)\s*{_N}"), lambda found: f"0 to {found[1]}"),
    (re.compile(r"non-?negative|positive or zero"), lambda _: "0 and above"),
    (re.compile(r"positive"), lambda _: "above 0"),
    (re.compile(r"(-?[0-9]+\s*=\s*\w+)"), lambda found: f"coded {found[1]}"),
    (re.compile(r"([^\W\d].*\S)\s+([0-9]+ decimals?|may be absent)"), lambda found: f"{found[1]}, {found[2]}"),
    (re.compile(r"([0-9]+)\s*(?:digits?|dp|decimal places?|places?|dec)"), lambda found: f"{found[1]} decimals"),
    (re.compile(r"decimals?\s*:?\s*([0-9]+)"), lambda found: f"{found[1]} decimals"),
    (
        re.compile(
            r"(?:may|can) be (?:missing|empty|blank|null)|optional|nullable|can be absent|maybe absent|may absent"
        ),
        lambda _: "may be absent",
    ),
)
"""Ways in which properties of a column are also written, and how the language writes each."""
_NO_TYPE = re.compile(r"[0-9]+ decimals?\b|[-0-9.]+ to [-0-9.]+|may be absent|coded\b|above [0-9]|[0-9.]+ and above")


def column_slip(place: Span) -> Diagnostic | None:
    """The finding that a part of the column's type at `place` is written otherwise; ``None`` if no part is known."""
    for number, piece in enumerate(_PIECE.finditer(place.text)):
        written = piece.group().strip()
        start = place.start + piece.start() + len(piece.group()) - len(piece.group().lstrip())
        bare = re.sub(r"\s*\"[^\"]*\"$", "", written)
        where = Span(place.source, start, start + len(bare))
        if number == 0 and _NO_TYPE.match(bare) is not None:
            return finding("P110", where, variant="type first", found=bare)
        for pattern, fixed in _PROPERTIES:
            found = pattern.fullmatch(bare)
            if found is not None:
                return finding("P110", where, variant="property meant", found=bare, fixed=fixed(found))
    return None
