"""Findings that only follow from others: a line that could not be read is not missing, what is unknown not wrong."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tarazy.dsl import syntax
from tarazy.dsl.diagnostics import Diagnostic, Severity
from tarazy.dsl.names import Resolved
from tarazy.dsl.source import Span
from tarazy.dsl.unknowns import stands_in, unknown_codes, unread_codes

SAYS_SOMETHING_IS_MISSING = re.compile(r"N178|R8\d\d|S3(01|02|03|12|20|21|22|25|26|27)|B4\d\d|W4\d\d|G35\d|A26\d")
"""Codes that say that a declaration lacks a line, a row or a bound, which the line that is not understood may give."""
SAYS_WHAT_IS_EVALUATED = re.compile(r"A26\d|N159|R802")
"""Codes that may follow from a methodology that does not say for whom there are values."""

_CAUSES_IN_A_DECLARATION = {
    "G354": re.compile(r".*"),  # a formula with an error may be about to name it
    "S327": re.compile(r"R801"),
    "S320": re.compile(r"R801"),
    "B401": re.compile(r"T205|T221"),  # an edge in another unit is far from where it is meant to be
    "B402": re.compile(r"T205|T221"),
    "B405": re.compile(r"T205|T221"),
    "B413": re.compile(r"B40\d|T205|T221"),
    "T": re.compile(r"P106"),  # lines of two declarations, where the head of the second is lost
    "E": re.compile(r"P106"),
}
"""By code or family what else, found in the same declaration, is reason enough for it."""

_LOST_FILES = frozenset({"M600", "M606", "M607"})
"""Codes that say that a file is not there; any name may be one of its."""
_OF_UNKNOWN_NAMES = frozenset({"N150", "N151", "N158", "N174", "N183", "N184"})

_NO_CAUSES = frozenset({"N178", "N190"})
"""Codes of the families that are causes which leave nothing unknown behind them."""


def without_consequences(
    found: Sequence[Diagnostic], files: Sequence[syntax.File], resolved: Resolved
) -> list[Diagnostic]:
    """The findings without those that follow from a line that could not be read or a name that stands for nothing."""
    declarations = [part for file in files for part in file.declarations]
    errors = [one for one in found if one.severity is Severity.ERROR]
    spans = [part.span for part in declarations]
    found = [one for one in found if not _follows_from_an_error(one, errors, spans)]
    causes = [one for one in found if (one.code[0] in "LPN" and one.code not in _NO_CAUSES) or one.code == "M611"]
    if not causes:
        return found
    doubtful = [part.span for part in declarations if any(stands_in(one, part.span) for one in causes)]
    unknown = unknown_codes(resolved, unread_codes(found, files))
    doubtful += [resolved.computed[code].span for code in sorted(unknown)]
    is_head_lost = any(one.code in ("P100", "P130") and one.variant in ("", "no kind") for one in causes)
    if is_head_lost or any(part.kind == "binding" and part.span in doubtful for part in declarations):
        # A binding may state the range of any column, and a declaration that is lost may be an `every`.
        doubtful = [part.span for part in declarations]
    methodology = next((part for part in declarations if part.kind == "methodology"), None)
    is_doubtful = methodology is None or any(
        part.kind in ("methodology", "list") and part.span in doubtful for part in declarations
    )
    return [
        one
        for one in found
        if not (is_doubtful and SAYS_WHAT_IS_EVALUATED.fullmatch(one.code))
        and not (SAYS_SOMETHING_IS_MISSING.fullmatch(one.code) and any(stands_in(one, span) for span in doubtful))
    ]


def _follows_from_an_error(one: Diagnostic, errors: Sequence[Diagnostic], around: Sequence[Span]) -> bool:
    """Whether an error of the same declaration, or a name that is lost anywhere, is reason enough for a finding."""
    if one.code in _OF_UNKNOWN_NAMES and one.variant != "near":
        return any(error.code in _LOST_FILES for error in errors)
    if one.code == "G353":
        return any(error.code[0] in "LPN" and error.code != "N190" for error in errors)
    causes = _CAUSES_IN_A_DECLARATION.get(one.code, _CAUSES_IN_A_DECLARATION.get(one.code[0]))
    if causes is None:
        return False
    others = [error for error in errors if error.code != one.code and causes.fullmatch(error.code)]
    here = [span for span in around if stands_in(one, span)] if others else []
    return any(stands_in(error, span) for error in others for span in here)
