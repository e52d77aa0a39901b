"""A call of a function is held to what the function says that it takes and gives.

# T207

What a function is given, or what its value is, is not what its declaration says.

## Why

A function is agreed once and used in many methodologies. Its author has thought of shares between 0 and 1, or of a plan
that is above 0; given something else it would still compute a number, and that number would mean nothing.

## Bad

The function takes a pure number, and is given an amount of money.

```meth bad small
function part
  takes
    fact:  number, 0 to 1
    plan:  number, above 0
  gives    number
  value    fact / plan

quantity execution
  value    part(budget.done; budget.planned)
```

A budget can be greater than 1.

```meth bad small
function doubled
  takes
    fact:  money KZT, 0 to 1
  gives    money KZT
  value    2 * fact

quantity twice
  value    doubled(budget.spent)
```

The value of the function is no date.

```meth bad small
function later
  takes
    fact:  number
  gives    date
  value    2 * fact

quantity twice
  value    later(budget.done)
```

## Good

```meth good small
function part
  takes
    fact:  money KZT
    plan:  money KZT, above 0
  gives    number
  value    fact / plan

quantity execution
  value    part(budget.spent; budget.planned)
```
"""

from __future__ import annotations

from collections.abc import Iterator

from tarazy.dsl.diagnostics import Diagnostic, Label, finding
from tarazy.dsl.facts import Facts
from tarazy.dsl.function_contract import Taken
from tarazy.dsl.intervals import EMPTY, intersect
from tarazy.dsl.nodes import AnyNode, Constant, FunctionCall
from tarazy.dsl.rules.rule import NodeRule
from tarazy.dsl.typing.guards import FactsOf, Guards
from tarazy.dsl.typing.types import type_text
from tarazy.dsl.units import PURE, Shape, same_dimension, shape_text
from tarazy.dsl.value_types import CategoryType, DirectionType, ElementType, NumberType, ValueType


def check(node: AnyNode, facts_of: FactsOf, _guards: Guards) -> Iterator[Diagnostic]:
    """Arguments and a value that the contract of the function excludes."""
    assert isinstance(node, FunctionCall)
    taken = {one.name: one for one in node.takes if not one.is_list}
    for name, argument in node.arguments:
        if name in taken:
            yield from _held(node, argument, facts_of(argument), taken[name])
    if node.gives is not None:
        yield from _given(node, facts_of(node.body), node.gives)


def _held(call: FunctionCall, argument: AnyNode, facts: Facts, taken: Taken) -> Iterator[Diagnostic]:
    if facts.type is None or taken.type is None:
        return
    labels = (Label(taken.span, "declared"),)
    words = {"name": call.function, "taken": taken.name}
    if not _fits(argument, facts.type, taken.type):
        found, expected = type_text(facts.type), type_text(taken.type)
        yield finding("T207", argument.span, labels=labels, found=found, expected=expected, **words)
    elif taken.shape is not None and not _has_unit(facts, taken.shape):
        found, expected = shape_text(facts.shape or Shape(PURE)), shape_text(taken.shape)
        yield finding("T207", argument.span, labels=labels, found=found, expected=expected, **words)
    elif _is_out_of_range(facts, taken):
        found = "" if facts.interval is None else facts.interval.text()
        expected = "" if taken.range is None else taken.range.text()
        yield finding("T207", argument.span, variant="range", labels=labels, found=found, expected=expected, **words)


def _is_out_of_range(facts: Facts, taken: Taken) -> bool:
    """Whether a value may lie outside what is taken."""
    if taken.range is None or facts.interval is None or facts.interval == EMPTY:
        return False
    return intersect(facts.interval, taken.range) != facts.interval


def _given(call: FunctionCall, facts: Facts, gives: Taken) -> Iterator[Diagnostic]:
    if facts.type is None or gives.type is None:
        return
    labels = (Label(gives.span, "declared"),)
    is_of_type = _fits(call.body, facts.type, gives.type)
    if not is_of_type or (gives.shape is not None and not _has_unit(facts, gives.shape)):
        numbers = is_of_type and gives.shape is not None
        found = shape_text(facts.shape or Shape(PURE)) if numbers else type_text(facts.type)
        expected = shape_text(gives.shape) if numbers and gives.shape is not None else type_text(gives.type)
        words = {"name": call.function, "found": found, "expected": expected}
        yield finding("T207", call.span, variant="gives", labels=labels, **words)


def _has_unit(facts: Facts, shape: Shape) -> bool:
    return same_dimension((facts.shape or Shape(PURE)).unit, shape.unit)


def _fits(node: AnyNode, found: ValueType, expected: ValueType) -> bool:
    """Whether a value of one type is one of the other; a word is of a category if it is one of its words."""
    word = node.value if isinstance(node, Constant) and isinstance(node.value, str) else None
    match expected:
        case NumberType():
            return isinstance(found, NumberType)
        case CategoryType(words=words) if word is not None:
            return word in words
        case CategoryType(words=words):
            return isinstance(found, CategoryType) and set(found.words) <= set(words)
        case DirectionType():
            return word in ("higher", "lower", "none") if word is not None else isinstance(found, DirectionType)
        case ElementType(list=code):
            return isinstance(found, ElementType) and found.list == code
        case _:
            return type(found) is type(expected)


RULE = NodeRule(("T207",), (FunctionCall,), check)
