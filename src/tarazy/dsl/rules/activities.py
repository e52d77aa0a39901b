"""A part of a body's activity that is left out can be told apart in all data that are read for that body.

# R876

A part of a body's activity is left out, and a source or a register that is read for the body cannot tell it apart.

## Why

What an act takes out of the evaluation must be out of every number. A table without the column that tells the activity
apart counts all of it, and nobody would see that it does.

## Bad

```meth bad small
quantity execution
  value          budget.done

activity policing "Policing"
  body           finance
  recognised by  activity

scope finance_scope of finance
  leaves out     policing
```

## Good

Who writes `whole` says that the table holds none of the activity, or that it counts all the same.

```meth good small
quantity execution
  value          budget.done

activity policing "Policing"
  body           finance
  recognised by  activity
  whole          budget

scope finance_scope of finance
  leaves out     policing
```
"""

from __future__ import annotations

from collections.abc import Iterator

from tarazy.dsl.declarations import Computed
from tarazy.dsl.diagnostics import Diagnostic, Label
from tarazy.dsl.graph import all_roots
from tarazy.dsl.node_parts import walk
from tarazy.dsl.nodes import Aggregate, AnyNode, Datum
from tarazy.dsl.outside import Activity
from tarazy.dsl.over import OverRows
from tarazy.dsl.rules.rule import ProgramRule
from tarazy.dsl.typing.typed import Typed


def check(typed: Typed) -> Iterator[Diagnostic]:
    """Data that hold an activity that is left out and cannot tell it apart, each once."""
    for activity in typed.resolved.process.activities:
        told: set[str] = set()
        for declared in typed.resolved.computed.values() if activity.bodies else ():
            if all(_is_outside(declared, body) for body in activity.bodies):
                continue
            for node, code in _data_of(typed, declared):
                if code not in told and not _tells_apart(typed, activity, code):
                    told.add(code)
                    label = Label(activity.span, "declared")
                    words = {"source": code, "name": activity.name, "column": activity.column}
                    yield Diagnostic("R876", node.span, {**words, "body": ", ".join(activity.bodies)}, labels=(label,))


def _is_outside(declared: Computed, body: str) -> bool:
    return body in declared.left_out or any(not one.is_list and one.of == body for one in declared.outside)


def _data_of(typed: Typed, declared: Computed) -> Iterator[tuple[AnyNode, str]]:
    """Codes of the sources and registers that hold values of bodies and that a declaration reads."""
    resolved = typed.resolved
    for root in all_roots(declared):
        for node in walk(root):
            match node:
                case Datum(source=code) if resolved.body_axis in resolved.sources[code].axes:
                    yield node, code
                case Aggregate(members=members):
                    rows = [one.over for one in members if isinstance(one.over, OverRows)]
                    yield from ((node, one.register) for one in rows if resolved.body_axis in one.owners)
                case _:
                    pass


def _tells_apart(typed: Typed, activity: Activity, code: str) -> bool:
    if code in activity.whole:
        return True
    register = typed.resolved.registers.get(code)
    return register is not None and register.column(activity.column) is not None


RULE = ProgramRule(("R876",), check)
