"""A table of cases that is not proved to have exactly one row for everything.

# B410

Of a table of conditions it is not proved that exactly one row holds, whatever the data are.

## Why

Where two rows can hold, a body has two results; where none can, it has none. Both must be settled in the text. What is
proved: conditions that compare one expression with words, or with numbers (several of them joined by `and`), and a
condition beside its `not(…)`. For all others write `first that holds`, which makes the order of the rows count, and an
`otherwise` row.

## Bad

Neither row holds for a revised budget of 3 KZT.

```meth bad small
quantity allowance
  value  first that holds
    when                   | value
    budget.revised = 0 KZT | 0
    budget.revised > 5 KZT | 1
```

Both rows can hold at once.

```meth bad small
quantity allowance
  value
    when                   | value
    budget.revised = 0 KZT | 0
    budget.spent > 5 KZT   | 1
    otherwise              | 2
```

## Good

```meth good small
quantity allowance
  value
    when                    | value
    budget.revised <= 5 KZT | 0
    budget.revised > 5 KZT  | 1

quantity bonus
  value  first that holds
    when                   | value
    budget.revised = 0 KZT | 0
    budget.spent > 5 KZT   | 1
    otherwise              | 2
```
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from tarazy.dsl.diagnostics import Diagnostic, Label, finding
from tarazy.dsl.intervals import Interval
from tarazy.dsl.nodes import AnyNode, Cases, Compare, Constant, Logical, Not
from tarazy.dsl.rules.rule import NodeRule
from tarazy.dsl.rules.sweep import first_gap
from tarazy.dsl.typing.bounds import bounds
from tarazy.dsl.typing.guards import NO_GUARDS, FactsOf, Guards
from tarazy.dsl.typing.keys import key_of
from tarazy.dsl.value_types import CategoryType


def check(node: AnyNode, facts_of: FactsOf, _guards: Guards) -> Iterator[Diagnostic]:
    """A table without ``first that holds`` whose rows may hold together, or one that may have no row."""
    assert isinstance(node, Cases)
    conditions = [row.condition for row in node.rows if row.condition is not None]
    has_otherwise = len(conditions) < len(node.rows)
    if any(facts_of(condition).type is None for condition in conditions):
        return
    if not has_otherwise and not is_complete(conditions, facts_of):
        yield finding("B410", node.span, variant="otherwise")
    if node.first:
        return
    for one, other in combinations(conditions, 2):
        if not _exclude(one, other, facts_of):
            labels = (Label(one.span, "is", {"what": "may hold at the same time"}),)
            yield finding("B410", other.span, variant="together", labels=labels)
            return


def _exclude(one: AnyNode, other: AnyNode, facts_of: FactsOf) -> bool:
    """Whether two conditions cannot both hold, by intervals, by order, or by different words of one category."""
    if _is_negation(one, other):
        return True
    words = _word(one), _word(other)
    if words[0] is not None and words[1] is not None and words[0][0] == words[1][0]:
        return words[0][1] != words[1][1]
    both = NO_GUARDS.assume(one, True, facts_of).assume(other, True, facts_of)
    if any(interval.is_empty for interval in both.bounds.values()):
        return True
    return any(both.way(order.high, order.low) is not None and order.strict for order in both.orders)


def _is_negation(one: AnyNode, other: AnyNode) -> bool:
    """Whether one of two conditions is `not(…)` of the other."""
    pairs = ((one, other), (other, one))
    return any(isinstance(no, Not) and key_of(no.operand) == key_of(yes) for yes, no in pairs)


def is_complete(conditions: Sequence[AnyNode], facts_of: FactsOf) -> bool:
    """Whether comparisons of one expression leave none of its values out."""
    if any(_is_negation(one, other) for one, other in combinations(conditions, 2)):
        return True
    words = [word for condition in conditions if (word := _word(condition)) is not None]
    if words and len(words) == len(conditions):
        first = conditions[0]
        assert isinstance(first, Compare)
        kind = facts_of(first.left).type
        same = {key for key, _ in words} == {words[0][0]}
        return same and isinstance(kind, CategoryType) and {word for _, word in words} == set(kind.words)
    return _numbers_complete(conditions, facts_of)


def _numbers_complete(conditions: Sequence[AnyNode], facts_of: FactsOf) -> bool:
    covering: list[Interval] = []
    subjects: list[AnyNode] = []
    for condition in conditions:
        compared = list(_compared(condition))
        subject = compared[0]
        if subject is None or any(one is None or key_of(one) != key_of(subject) for one in compared):
            return False
        learnt = NO_GUARDS.assume(condition, True, facts_of).bounds.get(key_of(subject))
        if learnt is None:
            return False
        covering.append(learnt)
        subjects.append(subject)
    if not subjects or len({key_of(subject) for subject in subjects}) > 1:
        return False
    facts = facts_of(subjects[0])
    return first_gap(covering, bounds(facts), facts.form).is_empty


def _compared(condition: AnyNode) -> Iterator[AnyNode | None]:
    """What each part of an `and` compares with a number; ``None`` for a part that says something else."""
    match condition:
        case Logical(operator="and", left=left, right=right):
            yield from (*_compared(left), *_compared(right))
        case Compare(operator=operator, left=left, right=Constant()) if operator != "!=":
            yield left
        case _:
            yield None


def _word(condition: AnyNode) -> tuple[object, str] | None:
    """Subject and word of ``subject = word``."""
    match condition:
        case Compare(operator="=", left=left, right=Constant(value=str(word))):
            return key_of(left), word
        case _:
            return None


RULE = NodeRule(("B410",), (Cases,), check)
