"""A target is a plan for an indicator, in the indicator's own unit.

# R854

A target is in another unit than the value of the indicator that it is a target of, or is of nothing that has a value.

## Why

A plan of 95 and a fact of 0.95 look alike in a report and make a degree of achievement of one hundredth. A target says
what it is of, so that the two can be held together.

## Bad

```meth bad small
indicator execution
  better  higher
  value   budget.done

target planned of execution
  value
    2024: 90 KZT
```

```meth bad small
target planned of budget
  value
    2024: 90
```

## Good

```meth good small
target planned of execution
  value
    2024: 90

indicator execution
  better  higher
  value   budget.done
  points  10 * value / planned
```

## Paragraph

The requirements of a methodology ask for planned values of indicators in p. 63.
"""

from __future__ import annotations

from collections.abc import Iterator

from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.rules.rule import ProgramRule
from tarazy.dsl.typing.typed import Typed
from tarazy.dsl.units import PURE, Shape, same_dimension
from tarazy.dsl.value_types import NumberType


def check(typed: Typed) -> Iterator[Diagnostic]:
    """Targets that do not fit what they are of."""
    for code, parameter in typed.resolved.parameters.items():
        if parameter.of is None:
            continue
        declared = typed.declared.get(parameter.of)
        if declared is None:
            yield finding("R854", parameter.span, variant="nothing", name=code, other=parameter.of)
            continue
        value = declared.value
        for _, node in parameter.by_period:
            facts = typed.facts.of(node) if node in typed.facts else None
            if facts is None or not isinstance(facts.type, NumberType) or not isinstance(value.type, NumberType):
                continue
            own, other = facts.shape or Shape(PURE), value.shape or Shape(PURE)
            if not same_dimension(own.unit, other.unit):
                yield finding("R854", node.span, name=code, other=parameter.of)


RULE = ProgramRule(("R854",), check)
