"""Which way a formula moves when one of its parts grows, by what it is made of: no solver is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import Enum
from itertools import pairwise

from attrs import frozen

from tarazy.dsl import nodes
from tarazy.dsl.declarations import AdjustStep, BoundStep, Computed, Role, RoundStep, Step
from tarazy.dsl.intervals import WHOLE, Interval, subtract
from tarazy.dsl.node_parts import operands
from tarazy.dsl.nodes import AggregateKind, AnyNode, Constant, Facet, Value
from tarazy.dsl.program import Program

_RISING_KINDS = frozenset(
    {
        AggregateKind.SUM,
        AggregateKind.MEAN,
        AggregateKind.MEDIAN,
        AggregateKind.PERCENTILE,
        AggregateKind.MIN,
        AggregateKind.MAX,
        AggregateKind.BEST,
        AggregateKind.WORST,
        AggregateKind.WEIGHTED_MEAN,
        AggregateKind.GEOMETRIC_MEAN,
    }
)


class Way(Enum):
    """How a formula moves when the part grows."""

    STILL = 0
    RISES = 1
    FALLS = -1
    EITHER = 2
    """It is not known."""

    def turned(self) -> Way:
        """The way of the negative."""
        return {Way.RISES: Way.FALLS, Way.FALLS: Way.RISES}.get(self, self)


def together(ways: Iterable[Way]) -> Way:
    """The way of something that moves with each of its parts."""
    moved = {way for way in ways if way is not Way.STILL}
    if not moved:
        return Way.STILL
    return next(iter(moved)) if len(moved) == 1 else Way.EITHER


@frozen(eq=False)
class Directions:
    """Ways of a program's formulas in one part: the value `facet` of the declaration `code`."""

    program: Program
    code: str
    facet: Facet

    def of_result(self, computed: Computed) -> Way:
        """The way of a result; rules that answer for a missing value are left aside."""
        if computed.points is None:
            return self.of_value(computed)
        return self._stepped(self.of(computed.points), computed.points_steps)

    def of_value(self, computed: Computed) -> Way:
        """The way of the value."""
        return self._stepped(self.of(computed.value), computed.value_steps)

    def _stepped(self, way: Way, steps: Sequence[Step]) -> Way:
        for step in steps:
            match step:
                case RoundStep():
                    pass
                case BoundStep(bound=bound):
                    way = together((way, self.of(bound)))
                case AdjustStep(members=members, sign=sign):
                    moved = [self.of(member) for member in members]
                    way = together((way, *(one if sign > 0 else one.turned() for one in moved)))
        return way

    def of(self, node: AnyNode) -> Way:
        """The way of a node."""
        match node:
            case nodes.Result():
                return self._named(node)
            case nodes.Local(declaration=code, name=name):
                lines = self.program.computed[code].where
                return self.of(next(line.node for line in lines if line.name == name))
            case nodes.Datum() | nodes.Constant() | nodes.StateConstant() | nodes.ParameterValue() | nodes.Has():
                return Way.STILL
            case nodes.Negate(operand=x):
                return self.of(x).turned()
            case nodes.Arithmetic():
                return self._arithmetic(node)
            case (
                nodes.Round(operand=x) | nodes.Root(operand=x) | nodes.Logarithm(operand=x) | nodes.AtElement(operand=x)
            ):
                return self.of(x)
            case nodes.FunctionCall(body=body):
                return self.of(body)
            case nodes.Extreme(operands=several) | nodes.FirstPresent(operands=several):
                return together(map(self.of, several))
            case nodes.Limit(operand=x, low=low, high=high):
                return together(self.of(one) for one in (x, low, high) if one is not None)
            case nodes.Progress(operand=x, start=start, end=end):
                return self._progress(x, start, end)
            case nodes.Bands() | nodes.Line() | nodes.Cases() | nodes.If():
                return self._table(node)
            case nodes.Aggregate():
                return self._aggregate(node)
            case _:
                return Way.STILL if all(self.of(part) is Way.STILL for part in operands(node)) else Way.EITHER

    def _named(self, node: nodes.Result) -> Way:
        if node.declaration == self.code:
            return Way.RISES if node.facet is self.facet else Way.EITHER
        computed = self.program.computed[node.declaration]
        if computed.role is not Role.QUANTITY or computed.leaves_up:
            return Way.STILL
        return self.of_value(computed) if node.facet is Facet.VALUE else self.of_result(computed)

    # ------------------------------------------------------------ kinds of nodes

    def _interval(self, node: AnyNode) -> Interval:
        return self.program.facts.of(node).interval or WHOLE

    def _signed(self, way: Way, factor: AnyNode) -> Way:
        """The way of a product with a factor that does not move."""
        interval = self._interval(factor)
        if way is Way.STILL:
            return Way.STILL
        if interval.low is not None and interval.low >= 0:
            return way
        return way.turned() if interval.high is not None and interval.high <= 0 else Way.EITHER

    def _arithmetic(self, node: nodes.Arithmetic) -> Way:
        left, right = self.of(node.left), self.of(node.right)
        match node.operator:
            case "+":
                return together((left, right))
            case "-":
                return together((left, right.turned()))
            case "*" if right is Way.STILL:
                return self._signed(left, node.right)
            case "*" if left is Way.STILL:
                return self._signed(right, node.left)
            case "/" if right is Way.STILL:
                return self._signed(left, node.right)
            case _:
                return Way.STILL if left is right is Way.STILL else Way.EITHER

    def _progress(self, operand: AnyNode, start: AnyNode, end: AnyNode) -> Way:
        if self.of(start) is not Way.STILL or self.of(end) is not Way.STILL:
            return Way.EITHER
        spread = subtract(self._interval(end), self._interval(start))
        if spread.low is not None and spread.low >= 0:
            return self.of(operand)
        return self.of(operand).turned() if spread.high is not None and spread.high <= 0 else Way.EITHER

    def _table(self, node: nodes.Bands | nodes.Line | nodes.Cases | nodes.If) -> Way:
        match node:
            case nodes.Bands(operand=operand, bands=bands):
                ordered = sorted(bands, key=lambda band: (band.low is not None, band.low or 0))
                return self._stairs(operand, [band.result for band in ordered])
            case nodes.Line(operand=operand, corners=corners):
                return self._stairs(operand, [result for _, result in sorted(corners, key=lambda corner: corner[0])])
            case nodes.If(condition=condition, then=then, otherwise=otherwise):
                still = self.of(condition) is Way.STILL
                return together((self.of(then), self.of(otherwise))) if still else Way.EITHER
            case nodes.Cases(rows=rows):
                asked = [row.condition for row in rows if row.condition is not None]
                still = all(self.of(one) is Way.STILL for one in asked)
                return together(self.of(row.result) for row in rows) if still else Way.EITHER

    def _stairs(self, operand: AnyNode, results: Sequence[AnyNode]) -> Way:
        """The way of a table whose rows are in the order of its operand."""
        way = self.of(operand)
        if way is Way.STILL:
            return together(map(self.of, results))
        values: list[Value] = [one.value for one in results if isinstance(one, Constant)]
        if len(values) != len(results) or way is Way.EITHER:
            return Way.EITHER
        if _ordered(values, lambda a, b: a <= b):
            return way
        return way.turned() if _ordered(values, lambda a, b: a >= b) else Way.EITHER

    def _aggregate(self, node: nodes.Aggregate) -> Way:
        asked = [part for member in node.members for part in (member.only, member.weight) if part is not None]
        values = [member.value for member in node.members if member.value is not None]
        way = together(map(self.of, values))
        if any(self.of(one) is not Way.STILL for one in asked):
            return Way.EITHER
        weights = [self._interval(member.weight) for member in node.members if member.weight is not None]
        if way is Way.STILL or (
            node.kind in _RISING_KINDS and all(one.low is not None and one.low >= 0 for one in weights)
        ):
            return way
        return Way.EITHER


def _ordered(values: Sequence[Value], follows: Callable[..., bool]) -> bool:
    return all(follows(one, other) for one, other in pairwise(values))
