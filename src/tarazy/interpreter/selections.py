"""Selections of a run: who was chosen, each with the row of the text that took it in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import TYPE_CHECKING, Any

from attrs import frozen

from tarazy.dsl.declarations import Computed, Role
from tarazy.dsl.names.labels import label_read
from tarazy.dsl.nodes import PERIOD
from tarazy.dsl.periods import Period
from tarazy.grammar.speech import said
from tarazy.interpreter.cells import Missing, plain
from tarazy.interpreter.meaning.plan_errors import PlanError

if TYPE_CHECKING:
    from tarazy.interpreter.run import RunResult
    from tarazy.interpreter.trace import Formula


@frozen
class Selected:
    """An element that is in a selection.

    Parameters
    ----------
    element
        Its code; of a family of several lists, their codes joined by ``/``.
    cause
        Label of the row that took it in, else its condition as written.
    """

    element: str
    cause: str


@frozen
class Selection:
    """A selection of one period: who is in it, and of how many; `open` are those of whom it cannot be said."""

    code: str
    label: str
    period: str
    of: int
    chosen: tuple[Selected, ...]
    open: tuple[str, ...] = ()

    def text(self) -> str:
        """The selection for people in the reader's language, a line an element."""
        title = f"{self.label} ({self.code})" if self.label else self.code
        head = ", ".join(filter(None, (title, self.period)))
        lines = [f"{head}: {said('{part} of {count}', part=len(self.chosen), count=self.of)}"]
        lines += [f"  {one.element}: {one.cause}" if one.cause else f"  {one.element}" for one in self.chosen]
        lines += [f"  {said('not known')}: {', '.join(self.open)}"] if self.open else []
        return "\n".join(lines)

    def record(self) -> dict[str, Any]:
        """The selection as JSON."""
        chosen = [{"element": one.element, "cause": one.cause} for one in self.chosen]
        return {"name": self.code, "period": self.period, "of": self.of, "chosen": chosen, "open": list(self.open)}


def selections_of(result: RunResult, language: str = "en") -> tuple[Selection, ...]:
    """Every selection of a run, in the order declared, for each of its periods.

    Parameters
    ----------
    language
        Language of the conditions that took an element in: ``en``, ``ru`` or ``kk``.
    """
    declared = (one for one in result.program.computed.values() if one.role is Role.SELECTION)
    return tuple(_selection(result, one, period, language) for one in declared for period in _periods(result, one))


def _periods(result: RunResult, declaration: Computed) -> Sequence[Period | None]:
    return result.periods if PERIOD in result.program.axes_of[declaration.code] else (None,)


def _selection(result: RunResult, declaration: Computed, period: Period | None, language: str) -> Selection:
    chosen: list[Selected] = []
    unknown: list[str] = []
    count = 0
    for body, elements in _places(result, declaration, period):
        name = "/".join(filter(None, (body, *elements)))
        count += 1
        try:
            cell = result.cell(body, declaration.code, period, elements)
            if isinstance(cell, Missing):
                unknown += [] if cell.outside else [name]
                count -= cell.outside
            elif plain(cell) is True:
                formula = result.formula(body, declaration.code, period, elements, language=language)
                chosen.append(Selected(name, _cause(formula)))
        except PlanError:
            unknown.append(name)
    period_text = "" if period is None else str(period)
    label = label_read(result.program.resolved.labels_in, declaration.code, declaration.label or "")
    return Selection(declaration.code, label, period_text, count, tuple(chosen), tuple(unknown))


def _places(
    result: RunResult, declaration: Computed, period: Period | None
) -> Iterator[tuple[str | None, tuple[str, ...]]]:
    of_bodies = result.program.body_axis in result.program.axes_of[declaration.code]
    for body in result.bodies(period) if of_bodies else (None,):
        lists = [result.elements(family.list, period) for family in declaration.families]
        for elements in product(*lists):
            yield body, tuple(elements)


def _cause(formula: Formula) -> str:
    """What took an element in: the last row taken, else the bare condition, with its numbers."""
    taken = [branch for branch in formula.branches if branch.taken]
    if not taken:
        return _with_numbers(formula.written, formula.numbers)
    last = taken[-1]
    if last.condition is None and not last.label:
        return _with_numbers(last.result, last.result_numbers)
    return _with_numbers(last.label or last.written, last.numbers)


def _with_numbers(written: str, numbers: str) -> str:
    return f"{written} ({numbers})" if numbers and numbers != written else written
