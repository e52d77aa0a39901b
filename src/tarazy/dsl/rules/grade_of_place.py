"""A grade is given to a place in a rank although there is a score.

# B414

A `grade` is of a rank, and the methodology has a score. It is a warning.

## Why

The best place is 1, the smallest number: with bands that are meant for a score, the first of all falls into the lowest
grade. How many bodies there are also moves everybody's grade.

## Bad

```meth bad small
score total
  sum  budget.done

rank place
  value  rank(total; over bodies; highest first; ties share the better place)

grade level of place
  from | below | grade
       | 4     | low
  4    |       | high
```

## Good

```meth good small
score total
  sum  budget.done

rank place
  value  rank(total; over bodies; highest first; ties share the better place)

grade level of total
  from | below | grade
       | 4     | low
  4    |       | high
```
"""

from __future__ import annotations

from collections.abc import Iterator

from tarazy.dsl.declarations import Role
from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.nodes import Rank
from tarazy.dsl.rules.compared_literals import formula_behind
from tarazy.dsl.rules.rule import ProgramRule
from tarazy.dsl.typing.typed import Typed


def check(typed: Typed) -> Iterator[Diagnostic]:
    """Grades whose operand is a place, where a score could be graded."""
    computed = typed.resolved.computed
    score = next((one for one in reversed(tuple(computed.values())) if one.role is Role.SCORE), None)
    for declaration in computed.values() if score is not None else ():
        graded = None if declaration.role is not Role.GRADE else computed.get(declaration.of or "")
        if score is not None and graded is not None and isinstance(formula_behind(typed, graded.value), Rank):
            span = declaration.span
            yield finding("B414", span, name=declaration.code, rank=graded.code, score=score.code)


RULE = ProgramRule(("B414",), check)
