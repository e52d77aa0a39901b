"""A deduction or bonus for each fact says where it ends, or what it enters does.

# B441

A deduction or a bonus grows with the data, has no ceiling, and the result that it enters is not held either.

## Why

Half a point for every late report: with a hundred late reports that is more than a body can have. Acts that name a
deduction mostly name its ceiling, and those that do not leave a choice that changes the score: a ceiling of the
deduction, a floor of the result, or neither.

## Bad

```meth bad small
deduction overdue
  value  0.5 * budget.done

score total
  value  100 points + 0 * budget.done * 1 point
  less   overdue
```

## Good

```meth good small
deduction overdue
  value          0.5 * budget.done
  not more than  3 points

deduction false_report
  value          budget.done
  not more than  no limit

deduction unfounded
  value  budget.done

score total
  value          100 points + 0 * budget.done * 1 point
  less           overdue, false_report, unfounded
  not less than  0 points
```
"""

from __future__ import annotations

from collections.abc import Iterator

from tarazy.dsl.declarations import AdjustStep, BoundStep, Computed, Role
from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.node_parts import walk
from tarazy.dsl.nodes import Aggregate, Bands, ByValues, Cases, Constant, Datum, If, Limit, Result, RowColumn
from tarazy.dsl.rules.rule import ProgramRule
from tarazy.dsl.rules.unbounded_points import is_meant_without_limit
from tarazy.dsl.typing.typed import Typed

_CHOOSING = (Bands, ByValues, Cases, Constant, If, Limit)
"""What gives one of the values that are written in it."""


def check(typed: Typed) -> Iterator[Diagnostic]:
    """Deductions and bonuses that grow without end, and that a result takes which nothing holds."""
    growing = {
        one.code: one
        for one in typed.resolved.computed.values()
        if one.role in (Role.DEDUCTION, Role.BONUS) and _grows(one)
    }
    if not growing:
        return
    reported: set[str] = set()
    for user in typed.resolved.computed.values():
        for code, role in _taken_without_hold(user):
            if code in growing and growing[code].role is role and code not in reported:
                reported.add(code)
                yield finding("B441", growing[code].value.span, name=code)


def _grows(declaration: Computed) -> bool:
    """Whether the value is made of data by arithmetic, and no line of the declaration holds it."""
    held = any(isinstance(step, BoundStep) and step.upper for step in declaration.value_steps)
    if held or is_meant_without_limit(declaration) or isinstance(declaration.value, _CHOOSING):
        return False
    return any(isinstance(node, Aggregate | Datum | Result | RowColumn) for node in walk(declaration.value))


def _taken_without_hold(user: Computed) -> Iterator[tuple[str, Role]]:
    """What no step behind it holds on the side to which it draws the result, and what it must be to draw it there."""
    for steps in (user.value_steps, user.points_steps):
        for place, step in enumerate(steps):
            if not isinstance(step, AdjustStep):
                continue
            upper = step.sign > 0
            later = steps[place + 1 :]
            if not any(isinstance(one, BoundStep) and one.upper is upper for one in later):
                role = Role.BONUS if upper else Role.DEDUCTION
                yield from ((member.declaration, role) for member in step.members if isinstance(member, Result))


RULE = ProgramRule(("B441",), check)
