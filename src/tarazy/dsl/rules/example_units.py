"""An example writes a value in a way that its declaration never gives.

# E705

An example gives or expects a number in another unit than the declaration has, or a word that its table does not give.

## Why

An example is read by those who agree the methodology. `95` beside a share would be 9500 %, and a total of `60` may be
points or percent: a number without its unit can be right by accident.

## Bad

```meth bad small
quantity execution "Execution of the plan"
  value   budget.spent / budget.planned

example "most of it is spent"
  given
    budget.spent:    95 KZT
    budget.planned:  100 KZT
  expect
    execution:       95
```

A grade is one of the words of its table.

```meth bad small
grade discipline of budget.done
  from | below | grade
       | 50    | low
  50   |       | high

example "more than half"
  given
    budget.done:  70
  expect
    discipline:   good
```

## Good

```meth good small
quantity execution "Execution of the plan"
  value   budget.spent / budget.planned

example "most of it is spent"
  given
    budget.spent:    95 KZT
    budget.planned:  100 KZT
  expect
    execution:       95 %
```
"""

from __future__ import annotations

from collections.abc import Iterator

from flint import fmpq

from tarazy.dsl.declarations import Expectation, Given
from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.facts import Facts
from tarazy.dsl.literal_text import percent_text, unit_noun_text
from tarazy.dsl.nearest import nearest
from tarazy.dsl.nodes import Facet
from tarazy.dsl.rules.number_words import unit_words
from tarazy.dsl.rules.rule import ProgramRule
from tarazy.dsl.spoken_words import Told
from tarazy.dsl.typing.typed import Typed
from tarazy.dsl.units import PURE, Shape, Shown, UnitMismatch, unit_of_comparison, unit_text
from tarazy.dsl.value_types import CategoryType, NumberType
from tarazy.grammar.keywords import vocabulary


def check(typed: Typed) -> Iterator[Diagnostic]:
    """Rows of examples about what is computed, whose value does not fit the declaration."""
    for example in typed.resolved.examples:
        rows: tuple[Given | Expectation, ...] = (*example.given, *example.expect)
        for row in rows:
            if row.target in typed.declared and row.cell is not None:
                yield from _misfit(row, typed.declared[row.target].of(Facet(row.facet)))


def _misfit(row: Given | Expectation, facts: Facts) -> Iterator[Diagnostic]:
    match facts.type, row.cell:
        case NumberType(), fmpq():
            yield from _of_another_unit(row, facts.shape or Shape(PURE), row.shape or Shape(PURE))
        case CategoryType(words=words), str() as word if word not in words:
            near = nearest(word, words) or ""
            variant = "near" if near else "word"
            known = ", ".join(words)
            yield finding("E705", row.span, variant=variant, target=row.target, found=word, nearest=near, known=known)
        case CategoryType(words=words), fmpq():
            known = ", ".join(words)
            yield finding("E705", row.span, variant="word", target=row.target, found=_text(row), known=known)
        case _:
            return


def _of_another_unit(row: Given | Expectation, shape: Shape, written: Shape) -> Iterator[Diagnostic]:
    if not isinstance(unit_of_comparison(shape, written), UnitMismatch):
        return
    found, kind = _text(row), _kind(shape)
    if written.unit.is_pure and not written.is_percent:
        meant = _with_unit(found, "%" if shape.unit.is_pure else unit_words(shape))
        yield finding("E705", row.span, target=row.target, found=found, kind=kind, meant=meant)
    else:
        yield finding("E705", row.span, variant="unit", target=row.target, found=found, kind=kind)


def _with_unit(number: str, unit: str) -> Told:
    """A number as it is written with the unit behind it, in the reader's word for the unit."""

    def in_language(language: str) -> str:
        words = vocabulary(language)
        if unit == "%":
            return percent_text(number, words)
        return f"{number} {unit_noun_text(unit, words, number)}"

    return Told(f"{number} {unit}", in_language)


def _kind(shape: Shape) -> str:
    """What a number of that shape is, in words: ``in points``, ``a share``."""
    match shape.shown:
        case _ if not shape.unit.is_pure:
            return f"in {unit_text(shape.unit)}"
        case Shown.PERCENT:
            return "a percentage"
        case Shown.SHARE:
            return "a share"
        case Shown.NUMBER:
            return "a number without a unit"


def _text(row: Given | Expectation) -> str:
    """The value as it is written, behind the name and its colon."""
    name, colon, value = row.span.text.partition(":")
    return (value if colon else name).strip()


RULE = ProgramRule(("E705",), check)
