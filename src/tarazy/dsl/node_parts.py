"""What stands under a node: its operands, and all nodes below it."""

from __future__ import annotations

from functools import lru_cache

from tarazy.dsl.nodes import (
    Absolute,
    Aggregate,
    AnyNode,
    Arithmetic,
    AtElement,
    AtPeriod,
    Attribute,
    Bands,
    Belongs,
    BoundElement,
    ByValues,
    Cases,
    Compare,
    Constant,
    Corrected,
    Datum,
    Element,
    ElementConstant,
    Extreme,
    Filed,
    FirstPresent,
    FunctionCall,
    Has,
    If,
    LastDay,
    Limit,
    Line,
    Local,
    Logarithm,
    Logical,
    MayEqual,
    Member,
    Negate,
    Not,
    ParameterValue,
    Progress,
    Rank,
    Reaches,
    Result,
    Root,
    Round,
    RowColumn,
    Shift,
    StateConstant,
    StateOf,
    Undetermined,
    WorkingDayAfter,
    WorkingDays,
)


def members_parts(member: Member) -> tuple[AnyNode, ...]:
    """Nodes of a member: its value, filter and weight, those that are there."""
    return tuple(part for part in (member.value, member.only, member.weight) if part is not None)


def operands(node: AnyNode) -> tuple[AnyNode, ...]:
    """Nodes directly under `node`, in the order written."""
    match node:
        case Constant() | StateConstant() | Undetermined() | Datum() | Element() | ElementConstant():
            return ()
        case BoundElement() | RowColumn() | ParameterValue() | Result() | Local():
            return ()
        case Attribute(element=element):
            return (element,)
        case Negate(operand=x) | Not(operand=x) | Absolute(operand=x) | Logarithm(operand=x) | Root(operand=x):
            return (x,)
        case Belongs(operand=x):
            return (x,)
        case Round(operand=x) | Has(operand=x) | StateOf(operand=x) | Shift(operand=x) | AtPeriod(operand=x):
            return (x,)
        case AtElement(operand=x, element=element):
            return (x, element)
        case (
            Arithmetic(left=a, right=b)
            | Compare(left=a, right=b)
            | MayEqual(left=a, right=b)
            | Logical(left=a, right=b)
        ):
            return (a, b)
        case If(condition=c, then=a, otherwise=b):
            return (c, a, b)
        case Corrected(operands=several, notes=notes):
            return (*several, *notes)
        case Extreme(operands=several) | FirstPresent(operands=several):
            return several
        case Limit(operand=x, low=low, high=high):
            return tuple(part for part in (x, low, high) if part is not None)
        case Progress(operand=x, start=a, end=b):
            return (x, a, b)
        case Reaches(operand=x, target=b, direction=d):
            return (x, b, d)
        case WorkingDays(start=a, end=b) | WorkingDayAfter(start=a, count=b):
            return (a, b)
        case LastDay(start=x):
            return (x,)
        case Filed(operand=x, day=day, limits=limits):
            return (x, day, *(last for _, last in limits))
        case FunctionCall(arguments=arguments, body=body):
            return (*(value for _, value in arguments), body)
        case _:
            return _operands_of_several(node)


def _operands_of_several(node: Aggregate | Rank | Bands | Line | Cases | ByValues) -> tuple[AnyNode, ...]:
    match node:
        case Aggregate(members=members, direction=direction):
            parts = tuple(part for member in members for part in members_parts(member))
            return parts if direction is None else (*parts, direction)
        case Rank(operand=x, only=only):
            return (x,) if only is None else (x, only)
        case Bands(operand=x, bands=bands):
            return (x, *(band.result for band in bands))
        case Line(operand=x, corners=corners):
            return (x, *(result for _, result in corners))
        case Cases(rows=rows):
            return tuple(part for row in rows for part in (row.condition, row.result) if part is not None)
        case ByValues(operand=x, rows=value_rows):
            return (x, *(row.result for row in value_rows))


@lru_cache(maxsize=1 << 14)
def walk(node: AnyNode) -> tuple[AnyNode, ...]:
    """`node` and every node under it, operands before what uses them; each once."""
    seen: dict[int, AnyNode] = {}
    stack: list[tuple[AnyNode, bool]] = [(node, False)]
    while stack:
        current, done = stack.pop()
        if done:
            seen.setdefault(id(current), current)
        elif id(current) not in seen:
            stack.append((current, True))
            stack.extend((part, False) for part in reversed(operands(current)))
    return tuple(seen.values())
