"""What is known to hold where an expression stands: the conditions of the cases and branches around it.

Four things are learnt from a condition: that an expression has a value (`has(x)`, or that it is compared at all), an
interval of it (`value > 0`), that two expressions differ (`b != 0`), and their order (`reaches(value; A)` says
A <= value in its direction). From a chain of orders with a strict one follows that its ends differ: who reaches A and
not B proves that A and B differ.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from attrs import evolve, field, frozen

from tarazy.dsl.facts import Facts
from tarazy.dsl.intervals import Interval, between, excluding, intersect
from tarazy.dsl.nodes import AnyNode, Arithmetic, Compare, Constant, Has, Logical, Not, Reaches, StateOf
from tarazy.dsl.typing.keys import Key, key_of, key_of_number

FactsOf = Callable[[AnyNode], Facts]

_NEGATED: Mapping[str, str] = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
_MIRRORED: Mapping[str, str] = {"=": "=", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}


@frozen
class Order:
    """`low` is below `high`, or equal unless `strict`, in the order called `direction` (the plain one is
    ``higher``).
    """

    direction: Key
    low: Key
    high: Key
    strict: bool


@frozen(eq=False)
class Guards:
    """What holds at a place; compared by identity."""

    bounds: Mapping[Key, Interval] = field(factory=dict)
    orders: tuple[Order, ...] = ()
    different: frozenset[frozenset[Key]] = frozenset()
    present: frozenset[Key] = frozenset()

    def narrowed(self, node: AnyNode, interval: Interval) -> Interval:
        """The interval of a node, cut to what holds here."""
        if not self.bounds and not self.different:
            return interval
        key = key_of(node)
        cut = intersect(interval, self.bounds[key]) if key in self.bounds else interval
        for pair in self.different:
            if key in pair and cut.low is not None and key_of_number(cut.low) in pair:
                cut = excluding(cut, cut.low)
            if key in pair and cut.high is not None and key_of_number(cut.high) in pair:
                cut = excluding(cut, cut.high)
        return cut

    def is_present(self, node: AnyNode) -> bool:
        """Whether a node is known to have a value here."""
        return bool(self.present) and key_of(node) in self.present

    def _present(self, *nodes: AnyNode) -> Guards:
        known = frozenset(key_of(node) for node in nodes if not isinstance(node, Constant | StateOf))
        return evolve(self, present=self.present | known)

    def within(self, node: AnyNode, interval: Interval) -> Guards:
        """These guards where `node` is known to lie in `interval`."""
        key = key_of(node)
        known = self.bounds.get(key)
        return evolve(self, bounds={**self.bounds, key: interval if known is None else intersect(known, interval)})

    def differ(self, left: AnyNode, right: AnyNode) -> bool:
        """Whether two nodes are known to have different values."""
        return self._differ(key_of(left), key_of(right))

    def is_not_zero(self, node: AnyNode) -> bool:
        """Whether a node is known not to be 0, by what is said of it or of the two that it is the difference of."""
        if self._differ(key_of(node), key_of_number(0)):
            return True
        return isinstance(node, Arithmetic) and node.operator == "-" and self.differ(node.left, node.right)

    def _differ(self, left: Key, right: Key) -> bool:
        if frozenset((left, right)) in self.different:
            return True
        return self.way(left, right) is True or self.way(right, left) is True

    def way(self, low: Key, high: Key) -> bool | None:
        """Whether `low` is known to be below `high` (`True`), not above it (`False`), or neither (`None`)."""
        found = [self._way(direction, low, high) for direction in {order.direction for order in self.orders}]
        known = [strict for strict in found if strict is not None]
        return any(known) if known else None

    def between(self, low: AnyNode, middle: AnyNode, high: AnyNode) -> tuple[bool, bool] | None:
        """Whether `middle` is known to lie from `low` to `high`, in one direction; strictly at either end."""
        ends = key_of(low), key_of(middle), key_of(high)
        for direction in dict.fromkeys(order.direction for order in self.orders):
            first, second = self._way(direction, ends[0], ends[1]), self._way(direction, ends[1], ends[2])
            if first is not None and second is not None:
                return first, second
        return None

    def _way(self, direction: Key, low: Key, high: Key) -> bool | None:
        reached: dict[Key, bool] = {low: False}
        pending = [low]
        while pending:
            at = pending.pop()
            for order in self.orders:
                strict = reached[at] or order.strict
                if order.direction != direction or order.low != at or reached.get(order.high) in (True, strict):
                    continue
                reached[order.high] = strict
                pending.append(order.high)
        return reached.get(high) if high != low else None

    def assume(self, condition: AnyNode, holds: bool, facts_of: FactsOf) -> Guards:
        """These guards where `condition` is yes (`holds`) or no; a condition of another kind teaches nothing."""
        match condition:
            case Not(operand=operand):
                return self.assume(operand, not holds, facts_of)
            case Logical(operator=operator, left=left, right=right) if (operator == "and") == holds:
                return self.assume(left, holds, facts_of).assume(right, holds, facts_of)
            case Compare(operator=operator, left=left, right=right):
                return self._compared(operator if holds else _NEGATED[operator], left, right, facts_of)
            case Has(operand=operand) if holds:
                return self._present(operand)
            case Reaches():
                return self._reached(condition, holds)
            case _:
                return self

    def _compared(self, operator: str, left: AnyNode, right: AnyNode, facts_of: FactsOf) -> Guards:
        guards = self if isinstance(left, StateOf) or isinstance(right, StateOf) else self._present(left, right)
        guards = _bounded(guards, operator, left, facts_of(right).interval)
        guards = _bounded(guards, _MIRRORED[operator], right, facts_of(left).interval)
        low, high = key_of(left), key_of(right)
        plain = key_of_direction("higher")
        match operator:
            case "<" | "<=":
                return evolve(guards, orders=(*guards.orders, Order(plain, low, high, operator == "<")))
            case ">" | ">=":
                return evolve(guards, orders=(*guards.orders, Order(plain, high, low, operator == ">")))
            case "!=":
                return evolve(guards, different=guards.different | {frozenset((low, high))})
            case _:
                return guards

    def _reached(self, condition: Reaches, holds: bool) -> Guards:
        operand, target = key_of(condition.operand), key_of(condition.target)
        direction = key_of(condition.direction)
        low, high = (target, operand) if holds else (operand, target)
        if direction == key_of_direction("lower"):
            direction, low, high = key_of_direction("higher"), high, low
        order = Order(direction, low, high, condition.strictly == holds)
        return evolve(self, orders=(*self.orders, order))


def _bounded(guards: Guards, operator: str, node: AnyNode, other: Interval | None) -> Guards:
    if other is None or other.is_empty or isinstance(node, Constant):
        return guards
    match operator:
        case "<" | "<=":
            return guards.within(node, between(None, other.high, high_open=other.high_open or operator == "<"))
        case ">" | ">=":
            return guards.within(node, between(other.low, None, low_open=other.low_open or operator == ">"))
        case "=":
            return guards.within(node, other)
        case _:
            return guards


def key_of_direction(word: str) -> Key:
    """The key of a direction written as a word."""
    return ("str", word)


NO_GUARDS = Guards()
