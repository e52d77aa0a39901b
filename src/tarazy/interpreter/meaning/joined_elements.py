"""Elements that a call is over and that belong to the element at hand, such as the indicators of a goal, by an index.

``only goal = the goal at hand and …`` can hold for few elements of a long list. Which these are is found once for all
goals, so that the condition is asked of them alone; what it says of them, and of all others, stays as it is.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from attrs import define, field

from tarazy.dsl.nodes import AnyNode, Attribute, Compare, Element, ElementConstant, Logical, Member
from tarazy.dsl.over import OverList
from tarazy.dsl.periods import Period
from tarazy.interpreter.meaning.places import Entry, Place

if TYPE_CHECKING:
    from tarazy.interpreter.meaning.compiler import Compiler, Meaning

_Index = tuple[dict[str, set[Entry]], frozenset[Entry]]
"""Elements by what their column holds, and those of which it is not known."""

_FEW = 8
"""Elements for which asking each is as fast."""


@define(eq=False)
class JoinedElements:
    """Elements of a list whose `column` may equal what is `wanted` at a place."""

    compiler: Compiler
    column: Meaning
    wanted: Meaning
    _known: dict[Period | None, _Index] = field(factory=dict, init=False)

    def possible(self, place: Place, several: Sequence[tuple[Entry, Place]]) -> Collection[Entry] | None:
        """Elements of `several` for which the condition may hold; ``None`` where that cannot be told without asking it.

        `several` are the elements of the list in the period of `place`, each with its place.
        """
        if len(several) <= _FEW:
            return None
        wanted = self.wanted(place)
        if type(wanted) is not str:
            return None
        period = self.compiler.period(place)
        index = self._known.get(period)
        if index is None:
            index = self._known[period] = self._indexed(several)
        by_value, unclear = index
        return by_value.get(wanted, set()) | unclear

    def _indexed(self, several: Sequence[tuple[Entry, Place]]) -> _Index:
        by_value: dict[str, set[Entry]] = {}
        unclear: set[Entry] = set()
        for element, there in several:
            cell = self.column(there)
            if type(cell) is str:
                by_value.setdefault(cell, set()).add(element)
            else:
                unclear.add(element)
        return by_value, frozenset(unclear)


def joined_elements(member: Member, compiler: Compiler) -> JoinedElements | None:
    """The index for a member whose condition begins with ``column = element``; ``None`` for any other."""
    over = member.over
    if not isinstance(over, OverList) or member.only is None or not _is_whole(over):
        return None
    first: AnyNode = member.only
    while isinstance(first, Logical) and first.operator == "and":
        first = first.left
    if not isinstance(first, Compare) or first.operator != "=":
        return None
    for column, wanted in ((first.left, first.right), (first.right, first.left)):
        if _is_own_column(column, over, compiler) and _is_at_hand(wanted, over, compiler):
            return JoinedElements(compiler, compiler.compile(column), compiler.compile(wanted))
    return None


def _is_whole(over: OverList) -> bool:
    """Whether the same elements are meant at all places of a period."""
    narrowed = over.relation, over.same, over.applicable_to
    return not any(narrowed) and not over.children and not over.others and over.along == over.axis


def _is_own_column(node: AnyNode, over: OverList, compiler: Compiler) -> bool:
    """Whether a node is a column of the element that the call is at."""
    if not isinstance(node, Attribute) or not isinstance(node.element, Element):
        return False
    return compiler.program.lists[node.element.list].root == over.axis


def _is_at_hand(node: AnyNode, over: OverList, compiler: Compiler) -> bool:
    """Whether a node is an element that does not change while the call runs over its list."""
    if isinstance(node, Element):
        return compiler.program.lists[node.list].root != over.axis
    return isinstance(node, ElementConstant)
