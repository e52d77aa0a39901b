"""Codes: results, traces and hashes go by them, so each is of one declaration."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tarazy.dsl import syntax
from tarazy.dsl.diagnostics import Diagnostic, Label, finding
from tarazy.dsl.names.scope import COMPUTED_KINDS, code_of


def repeated_codes(declarations: Iterable[syntax.Declaration]) -> Iterator[Diagnostic]:
    """Declarations of one kind, or that compute, whose line `code` gives what another goes by (N181)."""
    first: dict[tuple[str, str], syntax.Declaration] = {}
    for one in declarations:
        if one.name is None:
            continue
        code = code_of(one)
        key = ("" if one.kind in COMPUTED_KINDS else one.kind, code)
        other = first.setdefault(key, one)
        written = one.field("code") or other.field("code")
        if other is not one and other.name is not None and written is not None:
            label = Label(other.name_span or other.span, "first")
            yield finding(
                "N181",
                one.name_span or one.span,
                variant="code",
                labels=(label,),
                name=one.name.text,
                other=other.name.text,
                shared=code,
            )
