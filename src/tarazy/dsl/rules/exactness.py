"""X590: a number that no machine word is sure to hold (a note, on request).

It is computed all the same, by the exact interpreter. A rounding under ``value``, or a column with decimals and a
range, would bound it.
"""

from __future__ import annotations

from collections.abc import Iterator

from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.forms import Capacity, capacity, need
from tarazy.dsl.rules.rule import ProgramRule
from tarazy.dsl.typing.show import form_text
from tarazy.dsl.typing.typed import Typed


def check(typed: Typed) -> Iterator[Diagnostic]:
    """Results whose form has no bound, or one above 127 bits."""
    for code, declaration in typed.resolved.computed.items():
        form = typed.declared[code].result.form
        if form is None or capacity(need(form)) is not Capacity.EXACT:
            continue
        yield finding("X590", declaration.value.span, name=code, form=form_text(form))


RULE = ProgramRule(("X590",), check)
